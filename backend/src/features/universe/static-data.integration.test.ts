import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../../../../tests/support/until.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import { tables } from "./static-data/tables.ts";
import {
  openUniverse,
  type UniverseSite,
} from "./test-support/open-universe.ts";
import {
  type Line,
  publishedLines,
  writeLines,
} from "./test-support/static-data-archive.ts";

const firstBuild = 1_000_001;
const dayMs = 24 * 60 * 60_000;

let site: UniverseSite;
beforeEach(async () => {
  site = await openUniverse();
});
afterEach(() => site.close());

/** A checksum over the content of every static table. */
async function content(): Promise<string> {
  const sums: string[] = [];
  for (const { name } of Object.values(tables)) {
    const { rows } = await site.test.database.pool.query<{ sum: string }>(
      `SELECT count(*) || ' ' || md5(string_agg(t::text, ' ' ORDER BY t::text)) AS sum FROM ${name} t`,
    );
    sums.push(`${name} ${rows[0]?.sum ?? ""}`);
  }
  return sums.join("\n");
}

const requests = () =>
  site.simulator
    .requests()
    .filter(({ path }) => path.startsWith("/static-data"));

const count = async (table: string): Promise<number> => {
  const { rows } = await site.test.database.pool.query<{ count: string }>(
    `SELECT count(*) FROM ${table}`,
  );
  return Number(rows[0]?.count);
};

test("the invented world's archive is imported whole and told as facts", async () => {
  const { universe } = site;
  const before = await universe.facts();
  expect(before.buildNumber).toBeNull();
  expect(before.type(587)).toBeUndefined();
  const lines = await publishedLines(site);
  const of = (member: string) => lines.get(member)?.length;

  const result = await universe.importStaticData();
  expect(result).toMatchObject({ buildNumber: firstBuild, isImported: true });
  expect(await count("static_types")).toBe(of("types"));
  expect(await count("static_type_dogma")).toBe(of("typeDogma"));
  expect(await count("static_systems")).toBe(of("mapSolarSystems"));
  expect(await count("static_stations")).toBe(of("npcStations"));
  expect(await count("static_corporations")).toBe(of("npcCorporations"));
  expect(await count("static_factions")).toBe(of("factions"));
  expect(await count("static_market_groups")).toBe(of("marketGroups"));
  expect(await count("static_recipes")).toBe(of("blueprints"));
  expect(await count("static_celestials")).toBe(
    ["mapStars", "mapPlanets", "mapMoons", "mapAsteroidBelts"]
      .concat("mapStargates", "npcStations")
      .reduce((sum, member) => sum + (of(member) ?? 0), 0),
  );

  const facts = await universe.facts();
  expect(facts.buildNumber).toBe(firstBuild);
  for (const line of lines.get("types") ?? [])
    expect(facts.type(Number(line["_key"]))).toMatchObject({
      name: (line["name"] as Line)["en"],
      groupId: line["groupID"],
      marketGroupId: line["marketGroupID"] ?? null,
      metaGroupId: line["metaGroupID"] ?? null,
      basePriceIsk: line["basePrice"] ?? null,
      isPublished: line["published"],
    });
  for (const line of lines.get("typeDogma") ?? []) {
    const type = facts.type(Number(line["_key"]));
    for (const { attributeID, value } of line["dogmaAttributes"] as Line[])
      expect(type?.attribute(Number(attributeID))).toBe(value);
    expect(type?.attribute(999_999)).toBeUndefined();
  }
  // A gyrostabilizer, a damage control, a microwarpdrive, an autocannon, a rig, and no module.
  const slots = [519, 2048, 440, 2889, 31_790, 587].map(
    (typeId) => facts.type(typeId)?.slot,
  );
  expect(slots).toEqual(["low", "low", "mid", "high", "rig", null]);
  for (const { blueprintTypeID, activities } of lines.get("blueprints") ?? []) {
    const { materials, products } = (activities as Record<string, Line>)[
      "manufacturing"
    ] as Record<string, { typeID: number; quantity: number }[]>;
    const [product] = products ?? [];
    expect(facts.recipe(product?.typeID ?? 0)).toEqual({
      blueprintTypeId: blueprintTypeID,
      productQuantity: product?.quantity,
      materials: materials?.map(({ typeID, quantity }) => ({
        typeId: typeID,
        quantity,
      })),
    });
  }
  // Its own class, its region's, and a gate system's.
  const classes = [31_900_001, 31_900_002, 30_900_001].map(
    (systemId) => facts.system(systemId)?.wormholeClassId,
  );
  expect(classes).toEqual([3, 5, 7]);
});

test("celestials and stations are named as the game names them", async () => {
  await site.universe.importStaticData();
  const { rows } = await site.test.database.pool.query<{ name: string }>(
    "SELECT name FROM static_celestials WHERE system_id = 30900001 ORDER BY id",
  );
  const names = rows.map(({ name }) => name);
  for (const name of [
    "Meridian - Star",
    "Meridian I",
    "Meridian I - Moon 3",
    "Meridian I - Asteroid Belt 1",
    // It has a name of its own, and gives it to what circles it.
    "Meridian Prime",
    "Meridian Prime - Moon 2",
    "Meridian IX - Moon 5",
    "Stargate (Solace)",
    "Meridian VII - Moon 2 - Guristas Trading Post",
  ])
    expect(names).toContain(name);
  expect(names.filter((name) => /null|undefined|#/.test(name))).toEqual([]);
});

test("a look for news costs one request when there are none", async () => {
  const { universe, clock, test: own } = site;
  expect(await universe.queueDue(clock.now())).toBe(1);
  await workOff(own.database, clock, universe.implementations);
  expect((await universe.facts()).buildNumber).toBe(firstBuild);
  // Once a day, however often it is asked.
  expect(await universe.queueDue(clock.now())).toBe(0);
  clock.advance(dayMs + 1);
  expect(await universe.queueDue(clock.now())).toBe(1);
  const before = requests().length;
  const contentBefore = await content();
  await workOff(own.database, clock, universe.implementations);
  // Each handler runs twice here.
  expect(
    requests()
      .slice(before)
      .map(({ path }) => path),
  ).toEqual(
    Array.from({ length: 2 }, () => "/static-data/tranquility/latest.jsonl"),
  );
  expect(await content()).toBe(contentBefore);
  // What was downloaded is not kept.
  expect(await readdir(site.dataDir)).toEqual([]);
});

test("a newer build takes the place of the old one, for other processes, too", async () => {
  const { universe, simulator } = site;
  const another = site.openAnother();
  await universe.importStaticData();
  expect((await another.facts()).type(587)?.name).toBe("Rifter");
  simulator.publishStaticData({ typeNames: { 587: "Rifter of old" } });
  expect(await universe.importStaticData()).toMatchObject({
    buildNumber: firstBuild + 1,
    isImported: true,
  });
  expect((await universe.facts()).type(587)?.name).toBe("Rifter of old");
  await until(
    "the other process has the new build",
    async () => (await another.facts()).buildNumber === firstBuild + 1,
  );
  expect((await another.facts()).type(587)?.name).toBe("Rifter of old");
  expect(await count("static_builds")).toBe(1);
  expect((await universe.importStaticData()).isImported).toBe(false);
  const forced = await universe.importStaticData({ isForced: true });
  expect(forced.isImported).toBe(true);
});

test("fields and members of a later shape are passed over", async () => {
  const { universe, simulator } = site;
  await universe.importStaticData();
  const before = await content();
  simulator.publishStaticData({ isLaterShape: true });
  expect(await universe.importStaticData()).toMatchObject({
    buildNumber: firstBuild + 1,
    isImported: true,
  });
  expect(await content()).toBe(before);
});

test("without a needed member nothing is imported, and the old build stays", async () => {
  const { universe, simulator } = site;
  await universe.importStaticData();
  const before = await content();
  for (const member of ["mapMoons", "typeDogma", "stationOperations"]) {
    simulator.publishStaticData({ withoutMembers: [member] });
    await expect(universe.importStaticData()).rejects.toThrow(
      new RegExp(`they lack ${member}\\.jsonl.*The build in use stays`),
    );
    expect(await content()).toBe(before);
    expect((await universe.facts()).buildNumber).toBe(firstBuild);
  }
});

test("a line that lacks what is needed is named, and nothing is imported", async () => {
  const { universe } = site;
  await universe.importStaticData();
  const before = await content();
  const spoilt: [string, (line: Line) => void, RegExp][] = [
    [
      "types",
      (line) => delete line["groupID"],
      /line 2 of types\.jsonl is not as it should be \(groupID: /,
    ],
    [
      "types",
      (line) => (line["name"] = { de: "Name" }),
      /line 2 of types\.jsonl .*\(name\.en: /,
    ],
    [
      "mapMoons",
      (line) => (line["position"] = { x: 1, y: 2 }),
      /line 2 of mapMoons\.jsonl .*\(position\.z: /,
    ],
    [
      "blueprints",
      (line) => (line["blueprintTypeID"] = 1e30),
      /line 2 of blueprints\.jsonl .*\(blueprintTypeID: /,
    ],
  ];
  for (const [member, spoil, sentence] of spoilt) {
    const lines = await publishedLines(site);
    spoil(lines.get(member)?.[1] ?? {});
    const from = await writeLines(site, lines);
    const failed = universe.importStaticData({ from, isForced: true });
    await expect(failed).rejects.toThrow(RejectedError);
    await expect(failed).rejects.toThrow(sentence);
    expect(await content()).toBe(before);
  }
});

test("what is no archive, or one that is cut off, is refused with its reason", async () => {
  const { universe, simulator } = site;
  const attempt = (from: string) => universe.importStaticData({ from });
  await expect(attempt("/nowhere/at/all.zip")).rejects.toThrow(
    /There is no file/,
  );
  await expect(attempt(import.meta.filename)).rejects.toThrow(/is damaged/);
  const { staticData } = simulator.services;
  await expect(attempt(`${staticData}/nothing.zip`)).rejects.toThrow(
    /There is nothing at/,
  );
  await expect(attempt(`${staticData}/elsewhere`)).rejects.toThrow(
    UnavailableError,
  );
  expect((await universe.facts()).buildNumber).toBeNull();
});

test("an archive comes from a file, its address or a site's", async () => {
  const { universe, simulator } = site;
  const from = await writeLines(site, await publishedLines(site));
  const { staticData } = simulator.services;
  for (const source of [
    from,
    `${staticData}/tranquility/eve-online-static-data-${firstBuild}-jsonl.zip`,
    `${staticData}/`,
  ])
    expect(
      await universe.importStaticData({ from: source, isForced: true }),
    ).toMatchObject({ buildNumber: firstBuild, isImported: true });
  expect((await universe.importStaticData({ from })).isImported).toBe(false);
});

test("an import that is stopped leaves the old build, and the next one is whole", async () => {
  const { universe, simulator } = site;
  await universe.importStaticData();
  const before = await content();
  simulator.publishStaticData({ typeNames: { 587: "Rifter of old" } });
  for (const member of ["types", "mapMoons", "factions"]) {
    const stopping = new AbortController();
    await expect(
      universe.importStaticData({
        signal: stopping.signal,
        onProgress: ({ at }) => at === member && stopping.abort(),
      }),
    ).rejects.toThrow("aborted");
    expect(await content()).toBe(before);
    expect((await universe.facts()).type(587)?.name).toBe("Rifter");
  }
  expect((await universe.importStaticData()).isImported).toBe(true);
  expect((await universe.facts()).type(587)?.name).toBe("Rifter of old");
});

test("an import whose connection is cut at its last statement leaves the old build, and the next one is whole", async () => {
  const { universe, simulator, test: own } = site;
  await universe.importStaticData();
  const before = await content();
  simulator.publishStaticData({ typeNames: { 587: "Rifter of old" } });
  const blocker = await own.database.pool.connect();
  await blocker.query("BEGIN");
  await blocker.query("LOCK TABLE static_builds IN EXCLUSIVE MODE");
  const failed = universe.importStaticData().catch((error: unknown) => error);
  await until("everything is loaded, and the import waits", async () => {
    const { rowCount } = await own.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE NOT granted AND relation = 'static_builds'::regclass
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rowCount === 1;
  });
  await blocker.query("ROLLBACK");
  blocker.release();
  expect(await failed).toBeInstanceOf(Error);
  expect(await content()).toBe(before);
  expect((await universe.facts()).type(587)?.name).toBe("Rifter");
  expect((await universe.importStaticData()).isImported).toBe(true);
  expect((await universe.facts()).type(587)?.name).toBe("Rifter of old");
});

test("of two imports at once one is sent away", async () => {
  const { universe } = site;
  const another = site.openAnother();
  let second: Promise<unknown> | undefined;
  const first = universe.importStaticData({
    onProgress: () => {
      second ??= another
        .importStaticData()
        .then(() => null)
        .catch((error: unknown) => error);
    },
  });
  expect((await first).isImported).toBe(true);
  expect(await second).toMatchObject({
    name: "UnavailableError",
    code: "IMPORT_RUNNING",
  });
  expect((await another.importStaticData()).isImported).toBe(false);
});

test("what was downloaded is not downloaded again, and goes once it is of no use", async () => {
  const { universe, simulator } = site;
  const folder = join(site.dataDir, "static-data");
  const stopping = new AbortController();
  // The archive is here, and no import came of it.
  await expect(
    universe.importStaticData({
      signal: stopping.signal,
      onProgress: ({ at }) => at === "types" && stopping.abort(),
    }),
  ).rejects.toThrow();
  expect(await readdir(folder)).toContain(
    `eve-online-static-data-${firstBuild}-jsonl.zip`,
  );
  const before = requests().length;
  await universe.importStaticData();
  expect(
    requests()
      .slice(before)
      .map(({ status }) => status),
  ).toEqual([200, 304]);
  // Of a build nobody wants any more nothing stays.
  simulator.publishStaticData();
  await universe.importStaticData();
  expect(await readdir(site.dataDir)).toEqual([]);
});

test("a download that breaks off is tried again", async () => {
  const { universe, simulator } = site;
  simulator.faults.add({
    service: "static-data",
    path: ".zip",
    drop: "midway",
  });
  expect((await universe.importStaticData()).isImported).toBe(true);
  expect(requests().filter(({ path }) => path.endsWith(".zip"))).toHaveLength(
    2,
  );
});

test("a site that is away is tried again later", async () => {
  const { universe, simulator } = site;
  simulator.faults.add({ service: "static-data", status: 503, count: 5 });
  await expect(universe.importStaticData()).rejects.toThrow(UnavailableError);
  simulator.faults.clear();
  expect((await universe.importStaticData()).isImported).toBe(true);
});

test("an archive whose bytes are damaged is refused, wherever that is noticed", async () => {
  const { universe } = site;
  await universe.importStaticData();
  const before = await content();
  const from = await writeLines(site, await publishedLines(site));
  const bytes = await readFile(from);
  for (const share of [0.1, 0.4, 0.7]) {
    const damaged = Buffer.from(bytes);
    const place = Math.floor(bytes.length * share);
    damaged[place] = (damaged[place] ?? 0) ^ 0x10;
    await writeFile(from, damaged);
    await expect(
      universe.importStaticData({ from, isForced: true }),
    ).rejects.toThrow(RejectedError);
    expect(await content()).toBe(before);
  }
});
