import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { dataFolder, whyWithoutData } from "../testing/data-folder.ts";
import { control, testSimulator } from "../testing/test-simulator.ts";
import type { Simulator } from "../simulator.ts";
import { createDataUniverse } from "../world/data/data-universe.ts";
import { createBuilds } from "./static-data-build.ts";
import { staticDataMembers } from "./static-data-members.ts";
import { writeArchive } from "./write-archive.ts";

type Row = Record<string, unknown>;

async function latest(simulator: Simulator): Promise<Row> {
  const answer = await fetch(
    `${simulator.services.staticData}/tranquility/latest.jsonl`,
  );
  expect(answer.status).toBe(200);
  return JSON.parse(await answer.text()) as Row;
}

const archiveUrl = (simulator: Simulator, build: unknown): string =>
  `${simulator.services.staticData}/tranquility/eve-online-static-data-${String(build)}-jsonl.zip`;

async function download(simulator: Simulator): Promise<Buffer> {
  const { buildNumber } = await latest(simulator);
  const answer = await fetch(archiveUrl(simulator, buildNumber));
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

/** The rows of every member, by name. */
async function readArchive(bytes: Buffer): Promise<Map<string, Row[]>> {
  const zip = await fromBufferPromise(bytes);
  const members = new Map<string, Row[]>();
  for await (const entry of zip.eachEntry()) {
    let text = "";
    for await (const piece of await zip.openReadStreamPromise(entry))
      text += String(piece);
    const rows = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Row);
    members.set(entry.fileName.replace(".jsonl", ""), rows);
  }
  return members;
}

describe("the static data export", () => {
  test("is found through its latest build, as one archive of JSON lines", async () => {
    const simulator = await testSimulator();
    const build = await latest(simulator);
    expect(build).toEqual({
      _key: "sde",
      buildNumber: expect.any(Number) as number,
      releaseDate: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const members = await readArchive(await download(simulator));
    expect(members.get("_sde")).toEqual([build]);
    for (const rows of members.values()) {
      const keys = rows.map(({ _key }) => _key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeGreaterThan(0);
    }
  });

  test("is complete and agrees with itself: whatever a row points to is there", async () => {
    const members = await readArchive(await download(await testSimulator()));
    const keys = (name: string) =>
      new Set((members.get(name) ?? []).map(({ _key }) => _key));
    const pointers: [member: string, field: string, to: string][] = [
      ["types", "groupID", "groups"],
      ["types", "marketGroupID", "marketGroups"],
      ["types", "metaGroupID", "metaGroups"],
      ["groups", "categoryID", "categories"],
      ["marketGroups", "parentGroupID", "marketGroups"],
      ["mapSolarSystems", "constellationID", "mapConstellations"],
      ["mapSolarSystems", "regionID", "mapRegions"],
      ["mapSolarSystems", "starID", "mapStars"],
      ["mapConstellations", "regionID", "mapRegions"],
      ["mapPlanets", "solarSystemID", "mapSolarSystems"],
      ["mapPlanets", "orbitID", "mapStars"],
      ["mapPlanets", "typeID", "types"],
      ["mapMoons", "orbitID", "mapPlanets"],
      ["mapAsteroidBelts", "orbitID", "mapPlanets"],
      ["mapStargates", "solarSystemID", "mapSolarSystems"],
      ["npcStations", "ownerID", "npcCorporations"],
      ["npcStations", "operationID", "stationOperations"],
      ["npcStations", "typeID", "types"],
      ["blueprints", "blueprintTypeID", "types"],
      ["typeDogma", "_key", "types"],
    ];
    for (const [member, field, to] of pointers) {
      const rows = members.get(member) ?? [];
      expect(rows.length, member).toBeGreaterThan(0);
      const known = keys(to);
      for (const row of rows)
        if (row[field] !== undefined)
          expect(known, `${member}.${field}`).toContain(row[field]);
    }
    const gates = members.get("mapStargates") ?? [];
    const bySystem = Map.groupBy(gates, (gate) => gate["solarSystemID"]);
    for (const gate of gates) {
      const { solarSystemID, stargateID } = gate["destination"] as Row;
      expect(bySystem.get(solarSystemID)?.map(({ _key }) => _key)).toContain(
        stargateID,
      );
    }
    const rifter = members.get("types")?.find(({ _key }) => _key === 587);
    expect(Object.keys(rifter?.["name"] as Row).sort()).toEqual(
      "de en es fr ja ko ru zh".split(" "),
    );
  });

  test("is the same bytes for the same build, and says when nothing has changed", async () => {
    const simulator = await testSimulator();
    const bytes = await download(simulator);
    expect((await download(await testSimulator())).equals(bytes)).toBe(true);
    const url = archiveUrl(simulator, (await latest(simulator))["buildNumber"]);
    const head = await fetch(url, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(bytes.length));
    expect(head.headers.get("cache-control")).toBe("public, max-age=300");
    const etag = head.headers.get("etag") ?? "";
    expect(etag).toBe(`"${createHash("sha1").update(bytes).digest("hex")}"`);
    const conditions = [
      { "if-none-match": etag },
      { "if-modified-since": head.headers.get("last-modified") ?? "" },
    ];
    for (const headers of conditions)
      expect((await fetch(url, { headers })).status).toBe(304);
  });

  test("goes on where a download broke off, unless the file has changed", async () => {
    const simulator = await testSimulator();
    const bytes = await download(simulator);
    const url = archiveUrl(simulator, (await latest(simulator))["buildNumber"]);
    const ask = (headers: Record<string, string>) => fetch(url, { headers });
    const rest = await ask({ range: "bytes=1000-" });
    expect(rest.status).toBe(206);
    expect(rest.headers.get("content-range")).toBe(
      `bytes 1000-${bytes.length - 1}/${bytes.length}`,
    );
    expect(
      Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(1000)),
    ).toBe(true);
    const tail = await ask({ range: "bytes=-22" });
    expect((await tail.arrayBuffer()).byteLength).toBe(22);
    const other = await ask({ range: "bytes=1000-", "if-range": '"other"' });
    expect(other.status).toBe(200);
    expect((await ask({ range: `bytes=${bytes.length}-` })).status).toBe(416);
  });

  test("has a shorthand for the latest, and nothing at the address of another build", async () => {
    const simulator = await testSimulator();
    const short = await fetch(
      `${simulator.services.staticData}/eve-online-static-data-latest-jsonl.zip`,
      { redirect: "manual" },
    );
    expect(short.status).toBe(302);
    const { buildNumber } = await latest(simulator);
    expect(short.headers.get("location")).toMatch(
      new RegExp(`^/static-data/tranquility/.*-${String(buildNumber)}-jsonl`),
    );
    expect((await fetch(archiveUrl(simulator, 1))).status).toBe(404);
  });

  test("moves on to a next build that lacks, renames or adds what it is told", async () => {
    const simulator = await testSimulator();
    const before = await latest(simulator);
    const answer = await control(simulator, "/static-data", {
      withoutMembers: ["mapMoons"],
      withoutTypes: [588],
      typeNames: { 587: "Rifter of old" },
      isLaterShape: true,
    });
    expect(answer.status).toBe(201);
    expect(await latest(simulator)).toMatchObject({
      buildNumber: Number(before["buildNumber"]) + 1,
    });
    const members = await readArchive(await download(simulator));
    expect(members.has("mapMoons")).toBe(false);
    expect(members.has("laterMember")).toBe(true);
    const types = members.get("types") ?? [];
    expect(types.find(({ _key }) => _key === 588)).toBeUndefined();
    expect(types.find(({ _key }) => _key === 587)).toMatchObject({
      name: { en: "Rifter of old" },
      later: expect.anything() as unknown,
    });
    expect(simulator.publishStaticData()).toBe(
      Number(before["buildNumber"]) + 2,
    );
    expect((await readArchive(await download(simulator))).has("mapMoons")).toBe(
      true,
    );
  });

  test.skipIf(dataFolder === undefined)(
    `serves the real one as far as the data go (${dataFolder ?? whyWithoutData})`,
    async () => {
      const now = new Date("2026-11-21T12:00:00Z");
      const build = createBuilds("data", { now: () => now }).current();
      const universe = createDataUniverse(dataFolder ?? "");
      const archive = writeArchive(staticDataMembers(universe, build), {
        mtime: now,
      });
      const members = await readArchive(await buffer(archive));
      const counts = Object.fromEntries(
        [...members].map(([name, rows]) => [name, rows.length]),
      );
      expect(counts).toMatchObject({
        types: 51_717,
        mapSolarSystems: 8_490,
        mapConstellations: 1_184,
        mapRegions: 114,
        mapStargates: 13_970,
        dogmaAttributes: 2_883,
        // Which rack modules go into, as seen on losses; no values.
        typeDogma: 2_594,
        // Nobody knows these: the members are there, and empty.
        mapPlanets: 0,
        mapMoons: 0,
        blueprints: 0,
      });
      const jita = members
        .get("mapSolarSystems")
        ?.find(({ _key }) => _key === 30_000_142);
      expect(jita).toMatchObject({
        name: { en: "Jita" },
        regionID: 10_000_002,
      });
      expect(jita).not.toHaveProperty("planetIDs");
    },
    60_000,
  );
});
