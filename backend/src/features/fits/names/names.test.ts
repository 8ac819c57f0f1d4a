import { describe, expect, it } from "vitest";
import { editDistance } from "./edit-distance.ts";
import { createNearestNames } from "./nearest-names.ts";
import { renamed } from "./renamed.ts";
import { spellings } from "./spellings.ts";

describe("distance", () => {
  it.each([
    ["", "", 0],
    ["abc", "abc", 0],
    ["abc", "ab", 1],
    ["abc", "abxc", 1],
    ["abc", "axc", 1],
    ["abcd", "abdc", 1],
    ["kitten", "sitting", 3],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect(editDistance(a, b, 10)).toBe(distance);
    expect(editDistance(b, a, 10)).toBe(distance);
  });

  it("is cut beyond its limit", () => {
    expect(editDistance("kitten", "sitting", 2)).toBe(3);
    expect(editDistance("a", "a".repeat(50), 2)).toBe(3);
  });
});

describe("nearest names", () => {
  const names = [
    "Damage Control I",
    "Damage Control II",
    "Warrior II",
    "Imperial Navy Multifrequency L",
    "Imperial Navy Multifrequency S",
  ];

  const near = createNearestNames(names);

  it("are those a few letters away, nearest first", () => {
    expect(near("Damage Contrl II")).toEqual([
      "Damage Control II",
      "Damage Control I",
    ]);
    expect(near("something else entirely")).toEqual([]);
    expect(near("")).toEqual([]);
  });

  it("are also those that go on where it was cut", () => {
    expect(near("Imperial Navy Mult")).toEqual([
      "Imperial Navy Multifrequency L",
      "Imperial Navy Multifrequency S",
    ]);
  });
});

it("names of old lead to today's, also of those renamed twice", () => {
  expect(renamed("Adaptive Invulnerability Field II")).toContain(
    "Multispectrum Shield Hardener II",
  );
  expect(renamed("Armor Thermic Hardener II")).toContain(
    "Thermal Armor Hardener II",
  );
  expect(renamed("Core Defence Field Extender I")).toContain(
    "Core Defense Field Extender I",
  );
  expect(renamed("Damage Control II")).toEqual([]);
});

it("spellings cover bent apostrophes, blanks and letter case", () => {
  expect(spellings("Moreau's Modified  Launcher")).toEqual(
    expect.arrayContaining([
      "moreau's modified launcher",
      "moreau\u2019s modified launcher",
    ]),
  );
  expect(spellings("'Vigilant' Burst")).toContain("\u2018vigilant\u2019 burst");
  expect(spellings("Ice Storm Filament")).toContain("ice storm filament ");
});
