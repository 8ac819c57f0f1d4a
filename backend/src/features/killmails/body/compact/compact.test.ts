import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../../../../tests/support/seeded-random.ts";
import { inventKillmail } from "../../test-support/invent-killmail.ts";
import {
  readRealKillmails,
  realKillmailsFolder,
} from "../../test-support/real-killmails.ts";
import { knownKeys, knownShapes } from "./known-shapes.ts";
import { readCompact } from "./read-compact.ts";
import { writeCompact } from "./write-compact.ts";

/** As JSON, which tells the order of keys as well. */
const back = (value: unknown) =>
  JSON.stringify(readCompact(writeCompact(value)));

test.each([
  null,
  true,
  "",
  "❤ שלום",
  "half \ud83d",
  "2021-11-27T00:09:11Z",
  "1969-12-31T23:59:59Z",
  "2021-02-30T00:00:00Z",
  "2021-11-27T24:00:00Z",
  0,
  31,
  32,
  65_535,
  65_536,
  2_130_000_000,
  2 ** 50 - 1,
  2 ** 50,
  2 ** 53,
  1e18,
  -1,
  -0.1,
  4.9,
  -1.5e11,
  -223_456_789.123_456_78,
  1e-7,
  Number.MAX_VALUE,
  5e-324,
  [],
  {},
  [[], {}, [null]],
  { b: 1, a: 2 },
  { "": 1, "2": 2, "1": 3, "a,b": 4 },
  JSON.parse('{"__proto__": {"a": 1}}'),
  [70_000, { x: 1, y: 70_000, z: 80_000 }, 80_000, 70_000],
  [
    { z: 1, x: 2 },
    { z: 3, x: 4, u: { z: 5, x: 6 } },
    { z: { u: 7 }, x: 8 },
  ],
])("%j comes back", (value) => {
  expect(back(value)).toBe(JSON.stringify(value));
});

test("what JSON leaves out or writes otherwise is as JSON has it", () => {
  const value = {
    a: undefined,
    b: [undefined, Number.NaN, -0],
    c: new Date(0),
  };
  expect(back(value)).toBe(JSON.stringify(value));
});

test("any JSON comes back", () => {
  const random = seededRandom(5);
  for (let round = 0; round < 2_000; round++) {
    const value = inventJson(random, 4);
    expect(back(value)).toBe(JSON.stringify(value));
  }
});

test.skipIf(realKillmailsFolder() === null)(
  "57,000 real mails come back, in less than a seventh of their JSON",
  () => {
    let json = 0;
    let packed = 0;
    for (const { esi } of readRealKillmails(realKillmailsFolder() ?? "")) {
      const text = JSON.stringify(esi);
      const bytes = writeCompact(esi);
      if (JSON.stringify(readCompact(bytes)) !== text)
        expect(back(esi)).toBe(text);
      json += text.length;
      packed += bytes.length;
    }
    expect(json / packed).toBeGreaterThan(7);
  },
  60_000,
);

describe("damage is said, not guessed", () => {
  const bytes = writeCompact(inventKillmail(1));

  test("wherever the bytes end too soon", () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => readCompact(bytes.subarray(0, length))).toThrow();
  });

  test("when bytes are left", () => {
    expect(() => readCompact(Uint8Array.of(...bytes, 0))).toThrow("damaged");
  });

  test.each([
    ["a shape nobody described", [0xfe, 0x07]],
    ["an integer that was not there", [0x01]],
    ["an unknown mark", [0xff, 0x01]],
    ["a list longer than the rest", [0x17, 0xff, 0xff, 0xff, 0xff, 0x07]],
    ["a key that is no text", [0x2b, 0x01, 0x00, 0x00, 0x00]],
  ])("%s", (_, damaged) => {
    expect(() => readCompact(Uint8Array.from(damaged))).toThrow("damaged");
  });
});

test("the shapes of codec 3 never change: stored bodies can only be read with these", () => {
  const hash = createHash("sha256")
    .update(JSON.stringify([knownShapes, knownKeys]))
    .digest("hex");
  expect(hash).toBe(
    "6e8bddcb161046d4c8d0e37021e7c22ccc1d43c4af03ca8179cfc02f2d8cb4e2",
  );
});

function inventJson(random: () => number, depth: number): unknown {
  const pick = (count: number) => Math.floor(random() * count);
  const keys = ["x", "y", "z", "flag", "singleton", "ключ", "other"];
  switch (pick(depth > 0 ? 9 : 6)) {
    case 0:
      return pick(2) === 0;
    case 1:
      return pick(10 ** pick(10));
    case 2:
      return -pick(10 ** pick(10)) / 10 ** pick(4);
    case 3:
      return (random() - 0.5) * 10 ** pick(20);
    case 4:
      return keys[pick(keys.length)];
    case 5:
      return null;
    case 6:
      return Array.from({ length: pick(5) }, () =>
        inventJson(random, depth - 1),
      );
    default:
      return Object.fromEntries(
        Array.from({ length: pick(5) }, () => [
          keys[pick(keys.length)],
          inventJson(random, depth - 1),
        ]),
      );
  }
}
