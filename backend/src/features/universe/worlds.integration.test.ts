import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { realData } from "../../../../tests/support/real-data.ts";
import { seededRandom } from "../../../../tests/support/seeded-random.ts";
import { id, type SolarSystemId } from "../../kernel/index.ts";
import {
  openUniverse,
  type UniverseSite,
} from "./test-support/open-universe.ts";
import { publishedLines } from "./test-support/static-data-archive.ts";

let site: UniverseSite;
afterEach(() => site.close());

interface Placed {
  _key: number;
  solarSystemID: number;
  position?: { x: number; y: number; z: number };
}

test("the nearest celestial is the one that looking at each of them finds, anywhere in the invented world", async () => {
  site = await openUniverse();
  const { universe } = site;
  await universe.importStaticData();
  const lines = await publishedLines(site);
  const placed = [
    "mapStars",
    "mapPlanets",
    "mapMoons",
    "mapAsteroidBelts",
    "mapStargates",
    "npcStations",
  ].flatMap((member) => lines.get(member) as unknown as Placed[]);
  const star = { x: 0, y: 0, z: 0 };
  const random = seededRandom(5);
  const spots = placed.flatMap(({ solarSystemID, position = star }) =>
    // Beside it, further away, and somewhere in the system.
    [1e3, 1e8, 1e11].map((reach) => {
      const off = (from: number) => from + (random() - 0.5) * reach;
      const { x, y, z } = position;
      return {
        systemId: solarSystemID,
        position: { x: off(x), y: off(y), z: off(z) },
      };
    }),
  );
  const found = await universe.nearestCelestials(spots);
  expect(found.size).toBe(spots.length);
  const bySystem = Map.groupBy(placed, ({ solarSystemID }) => solarSystemID);
  for (const spot of spots) {
    const { x, y, z } = spot.position;
    const distances = (bySystem.get(spot.systemId) ?? []).map(
      ({ _key, position: at = star }) => ({
        id: _key,
        distance: Math.sqrt(
          (at.x - x) ** 2 + (at.y - y) ** 2 + (at.z - z) ** 2,
        ),
      }),
    );
    const least = Math.min(...distances.map(({ distance }) => distance));
    const nearest = found.get(spot);
    expect(nearest?.distanceMeters).toBeCloseTo(least, 0);
    expect(
      distances.find(({ id: one }) => one === nearest?.id)?.distance,
    ).toBeCloseTo(least, 0);
  }
  const nowhere = { systemId: 30_000_142, position: star };
  expect((await universe.nearestCelestials([nowhere])).size).toBe(0);
});

const sde = join(realData, "sde");

describe.skipIf(!existsSync(sde))(
  `the real New Eden (skipped where ${sde} is absent)`,
  () => {
    const read = (table: string) =>
      readFileSync(join(sde, `${table}.jsonl`), "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>);

    test("is imported as far as the data go; what they lack is absent", async () => {
      site = await openUniverse({ dataFolder: realData });
      const { universe } = site;
      expect(await universe.importStaticData()).toMatchObject({
        buildNumber: 1_500_001,
        isImported: true,
      });
      const facts = await universe.facts();
      const groups = new Map(
        read("groups").map((group) => [group["id"], group["categoryId"]]),
      );
      const different = read("types").filter((type) => {
        const told = facts.type(Number(type["id"]));
        const categoryId = groups.get(type["groupId"]);
        // A few belong to groups the data do not have: nothing of them is made up.
        if (categoryId === undefined) return told !== undefined;
        if (told === undefined) return true;
        return (
          told.name !== type["name"] ||
          told.groupId !== type["groupId"] ||
          told.categoryId !== categoryId ||
          told.marketGroupId !== (type["marketGroupId"] ?? null) ||
          told.metaGroupId !== (type["metaGroupId"] ?? null) ||
          told.isPublished !== type["published"] ||
          told.basePriceIsk !== null
        );
      });
      expect(different).toEqual([]);
      for (const system of read("systems"))
        expect(facts.system(Number(system["id"]))).toEqual({
          id: system["id"],
          name: system["name"],
          constellationId: system["constellationId"],
          regionId: system["regionId"],
          security: system["security"],
          wormholeClassId: system["wormholeClassId"] ?? null,
        });
      // Only racks are known of modules, as seen on real losses.
      const racks = ["low", "mid", "high", "rig", "subsystem", "service"];
      for (const { typeId, slot } of read("item-slots"))
        expect(facts.type(Number(typeId))?.slot).toBe(
          racks.includes(String(slot)) ? slot : null,
        );
      expect(facts.type(587)?.attribute(422)).toBeUndefined();
      expect(facts.recipe(587)).toBeUndefined();

      const jita = id<SolarSystemId>(30_000_142);
      expect((await universe.systems([jita])).get(jita)).toEqual({
        id: 30_000_142,
        name: "Jita",
        security: 0.9,
        spaceKind: "high",
        wormholeClass: null,
        constellation: { id: 20_000_020, name: "Kimotoro" },
        region: { id: 10_000_002, name: "The Forge" },
      });
      // Its gates are known, but not where they are: nothing is said, rather than something wrong.
      const spot = { systemId: 30_000_142, position: { x: 1, y: 2, z: 3 } };
      expect((await universe.nearestCelestials([spot])).size).toBe(0);
    }, 120_000);
  },
);
