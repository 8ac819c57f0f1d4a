import { describe, expect, test } from "vitest";
import { normalizeName, scriptsOf } from "./normalize-name.ts";
import { partsOf, similarity, trigramsOf } from "./trigrams.ts";

describe("names are the same", () => {
  test.each([
    ["CHRIBBA", "chribba"],
    ["Straße", "STRASSE"],
    ["ΟΔΟΣ", "οδος"],
    ["Ἀθήνα", "ἀΘΉΝΑ"],
    ["Ｃｈｒｉｂｂａ", "Chribba"],
    ["ﬁre", "FIRE"],
    ["İstanbul", "istanbul"],
    ["e\u0301", "é"],
    ["  two   words ", "TWO WORDS"],
    ["right\u202eto left\u200f", "rightto left"],
    ["КОТ", "кот"],
    ["ｶﾞ", "ガ"],
  ])("%s and %s", (one, other) => {
    expect(normalizeName(one)).toBe(normalizeName(other));
  });
});

test("letters of other scripts that look alike are others", () => {
  // The first letter is Cyrillic.
  expect(normalizeName("Сhribba")).not.toBe(normalizeName("Chribba"));
  expect(scriptsOf("Сhribba")).toEqual(["Latin", "Cyrillic"]);
  expect(scriptsOf("Chribba 42")).toEqual(["Latin"]);
  expect(scriptsOf("42 !")).toEqual([]);
  expect(scriptsOf("漢字かな")).toEqual(["Han", "Hiragana"]);
});

test("characters beyond 16 bits are one character", () => {
  expect(trigramsOf("🚀🚀🚀")).toHaveLength(1);
  expect(trigramsOf("🚀")).toEqual([]);
});

test("one wrong, missing or additional letter leaves a part whole", () => {
  const name = "the scope of mercury";
  for (let place = 0; place < name.length; place++)
    for (const other of [
      `${name.slice(0, place)}#${name.slice(place + 1)}`,
      name.slice(0, place) + name.slice(place + 1),
      `${name.slice(0, place)}#${name.slice(place)}`,
    ]) {
      const has = new Set(trigramsOf(name));
      const parts = partsOf(other) ?? [];
      expect(
        parts.some((part) => part.every((trigram) => has.has(trigram))),
        other,
      ).toBe(true);
      expect(similarity(name, other)).toBeGreaterThan(0.75);
    }
});

test("names of little in common are not alike", () => {
  expect(similarity("chribba", "mittens")).toBe(0);
  expect(similarity("chribba", "chribba")).toBe(1);
});
