import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { realData } from "../../../../tests/support/real-data.ts";
import { displaySecurity } from "./display-security.ts";
import { type SpaceKind, spaceKind, wormholeClass } from "./space-kind.ts";

const inRegion = (id: number, regionId: number, security = 0) =>
  spaceKind({ id, regionId, security });

test.each<[string, number, number, number, SpaceKind | null]>([
  ["Jita", 30_000_142, 10_000_002, 0.945913, "high"],
  ["displayed as 0.5, and high", 30_000_001, 10_000_001, 0.45, "high"],
  ["displayed as 0.4, and low", 30_000_001, 10_000_001, 0.4499, "low"],
  ["displayed as 0.1, and low", 30_000_001, 10_000_001, 0.0001, "low"],
  ["exactly nothing", 30_000_001, 10_000_001, 0, "null"],
  ["displayed as -0.0", 30_000_001, 10_000_001, -0.04, "null"],
  ["Pochven", 30_000_021, 10_000_070, -1, "pochven"],
  ["Zarzakh", 30_100_000, 10_001_000, -1, "zarzakh"],
  ["Jove space", 30_000_325, 10_000_004, -0.4, "unreachable"],
  ["a C5", 31_001_000, 11_000_024, -0.99, "wormhole"],
  ["Thera", 31_000_005, 11_000_031, -0.99, "thera"],
  ["drifters", 31_000_006, 11_000_033, -0.99, "drifter"],
  ["the abyss", 32_000_001, 12_000_001, -0.99, "abyss"],
  ["the void", 34_000_001, 14_000_001, -0.99, "void"],
  ["PLEX market", 36_000_001, 19_000_001, 1, "hidden"],
  ["no known space", 37_000_000, 0, 1, null],
])("%s", (_name, id, regionId, security, kind) => {
  expect(inRegion(id, regionId, security)).toBe(kind);
});

test("a class is told of wormhole systems only", () => {
  const of = (id: number, wormholeClassId: number | null) =>
    wormholeClass({
      id,
      regionId: 11_000_001,
      security: -0.99,
      wormholeClassId,
    });
  expect(of(31_000_100, 13)).toBe(13);
  expect(of(31_000_100, null)).toBeNull();
  expect(of(30_000_142, 7)).toBeNull();
  expect(of(31_000_005, 12)).toBeNull();
});

const file = join(realData, "sde", "systems.jsonl");

describe.skipIf(!existsSync(file))(
  `the real New Eden (skipped where ${file} is absent)`,
  () => {
    const systems = existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map(
            (line) =>
              JSON.parse(line) as {
                id: number;
                regionId: number;
                security: number;
                wormholeClassId?: number;
              },
          )
      : [];
    const countOf = (kind: SpaceKind) =>
      systems.filter((system) => spaceKind(system) === kind).length;
    const gateSpace: readonly SpaceKind[] = [
      "high",
      "low",
      "null",
      "pochven",
      "zarzakh",
      "unreachable",
    ];

    test("every system has its kind of space, in the numbers that are known", () => {
      expect(systems).toHaveLength(8_490);
      // external-apis 6.3: 5,485 systems of known space, Exordium's 53 (region 10001004) included.
      expect(
        gateSpace.map(countOf).reduce((sum, count) => sum + count, 0),
      ).toBe(5_485);
      expect(
        systems.filter(({ regionId }) => regionId === 10_001_004),
      ).toHaveLength(53);
      // The 27 systems the Triglavians took (region 10000070), of wormhole class 25 in the same file.
      expect(countOf("pochven")).toBe(27);
      expect(countOf("zarzakh")).toBe(1);
      // Jove's three regions: UUA-F4, A821-A and J7HZ-F.
      expect(countOf("unreachable")).toBe(230);
      // external-apis 6.3: 2,604 systems of wormhole space, Thera and the five drifters' among them.
      expect(countOf("wormhole")).toBe(2_604 - 1 - 5);
      expect(countOf("thera")).toBe(1);
      expect(countOf("drifter")).toBe(5);
      // The file's systems of 32 and 34 millions: 40 of each of five tiers, and as many of the void.
      expect(countOf("abyss")).toBe(200);
      expect(countOf("void")).toBe(200);
      expect(countOf("hidden")).toBe(1);
      expect(systems.filter((system) => spaceKind(system) === null)).toEqual(
        [],
      );
    });

    test("security decides among the others, as the file's own classes have it", () => {
      // Classes 7, 8 and 9 are high, low and null; some systems have none, or one of their own (10, 11).
      const classes = { high: 7, low: 8, null: 9 } as const;
      for (const [kind, classId] of Object.entries(classes)) {
        const found = systems.filter((system) => spaceKind(system) === kind);
        const known = found.filter(
          ({ wormholeClassId }) =>
            wormholeClassId !== undefined && wormholeClassId <= 9,
        );
        expect(known.length).toBeGreaterThan(found.length * 0.9);
        expect(
          known.filter(({ wormholeClassId }) => wormholeClassId !== classId),
        ).toEqual([]);
      }
    });

    test("wormholes have their classes", () => {
      const counts = new Map<number | null, number>();
      for (const system of systems) {
        if (spaceKind(system) !== "wormhole") continue;
        const found = wormholeClass({
          ...system,
          wormholeClassId: system.wormholeClassId ?? null,
        });
        counts.set(found, (counts.get(found) ?? 0) + 1);
      }
      // C1 to C6 and the 25 small shattered ones of region 11000032.
      expect(Object.fromEntries(counts)).toEqual({
        1: 358,
        2: 537,
        3: 506,
        4: 523,
        5: 531,
        6: 118,
        13: 25,
      });
    });

    test("the edges of security are shown right", () => {
      const inGateSpace = systems.filter(({ id }) => id < 31_000_000);
      // Rounding would show nothing of them, as if they were null security.
      const nearlyNull = inGateSpace.filter(
        ({ security }) => security > 0 && security < 0.05,
      );
      expect(nearlyNull).toHaveLength(13);
      for (const { security } of nearlyNull)
        expect(displaySecurity(security)).toBe(0.1);
      expect(new Set(nearlyNull.map(spaceKind))).toEqual(new Set(["low"]));
      // High security that is displayed as 0.5.
      const nearlyLow = inGateSpace.filter(
        ({ security }) => security >= 0.45 && security < 0.5,
      );
      expect(nearlyLow).toHaveLength(119);
      for (const { security } of nearlyLow)
        expect(displaySecurity(security)).toBe(0.5);
      expect(new Set(nearlyLow.map(spaceKind))).toEqual(new Set(["high"]));
    });
  },
);
