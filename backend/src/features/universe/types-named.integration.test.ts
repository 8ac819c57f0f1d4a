import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openUniverse,
  type UniverseSite,
} from "./test-support/open-universe.ts";
import {
  type Line,
  publishedLines,
  writeLines,
} from "./test-support/static-data-archive.ts";

let site: UniverseSite;
beforeAll(async () => {
  site = await openUniverse();
  const lines = await publishedLines(site);
  const types = lines.get("types") ?? [];
  const add = (_key: number, name: Line, published = true) =>
    types.push({ _key, name, groupID: 25, published });
  add(900_001, { en: "Twin" });
  add(900_002, { en: "twin" }, false);
  add(900_003, {
    en: "Rifter \u{1F680}",
    ru: "Рифтер с ракетой",
    ja: "リフター級",
  });
  add(900_004, { en: "Rіfter" });
  add(900_005, { en: "סירה", fr: "Bateau" });
  const from = await writeLines(site, lines);
  await site.universe.importStaticData({ from });
}, 60_000);
afterAll(() => site.close());

async function named(...names: string[]) {
  const found = await site.universe.typesNamed(names);
  return Object.fromEntries(
    [...found].map(([name, types]) => [
      name,
      types.map(({ typeId, language }) => `${typeId} ${language}`),
    ]),
  );
}

test("a name is found in any language, without regard to case", async () => {
  expect(
    await named(
      "RIFTER",
      "gyrostabilizer ii",
      "РИФТЕР с ракетой",
      "リフター級",
      "BATEAU",
    ),
  ).toEqual({
    rifter: ["587 en"],
    "gyrostabilizer ii": ["519 en"],
    "рифтер с ракетой": ["900003 ru"],
    リフター級: ["900003 ja"],
    bateau: ["900005 fr"],
  });
});

test("every language of the archive is searched", async () => {
  const types = (await publishedLines(site)).get("types") ?? [];
  for (const typeId of [519, 3041]) {
    const names = types.find(({ _key }) => _key === typeId)?.["name"] as Record<
      string,
      string
    >;
    expect(Object.keys(names)).toHaveLength(8);
    const found = await named(...Object.values(names));
    for (const name of Object.values(names))
      expect(found[name.toLowerCase()]).toContainEqual(
        expect.stringMatching(new RegExp(`^${typeId} `)),
      );
  }
});

test("all who bear a name are told, with their own spelling and whether they are published", async () => {
  const found = await site.universe.typesNamed(["TWIN", "twin"]);
  expect([...found.keys()]).toEqual(["twin"]);
  expect(found.get("twin")).toEqual([
    { typeId: 900_001, language: "en", name: "Twin", isPublished: true },
    { typeId: 900_002, language: "en", name: "twin", isPublished: false },
  ]);
});

test("emoji and scripts that are read from the right are names like others", async () => {
  expect(await named("rifter \u{1F680}", "סירה")).toEqual({
    "rifter \u{1F680}": ["900003 en"],
    סירה: ["900005 en"],
  });
});

test("a name of another script that looks alike is another name", async () => {
  // With a Cyrillic i.
  expect(await named("rіfter")).toEqual({ rіfter: ["900004 en"] });
});

test("what nobody is called is left out", async () => {
  expect(await named("", "%", "No Such Thing")).toEqual({});
});
