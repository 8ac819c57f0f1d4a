import { expect, test } from "vitest";
import { readFigures } from "./read-figures.ts";

test("reads what zKillboard says, amounts as text with two digits", () => {
  expect(
    readFigures({
      locationID: 40147768,
      hash: "349571831ca127c015bc34050b4c02b29927827d",
      fittedValue: 10000,
      droppedValue: 0,
      destroyedValue: 60633419.79,
      totalValue: 3_412_345_678_901.23,
      totalDroppableValue: 60623419.79,
      points: 1,
      npc: false,
      solo: true,
      awox: false,
      labels: ["pvp", "#:2+", "cat:6", "pvp"],
      attackerCount: 2,
    }),
  ).toEqual({
    totalValueIsk: "3412345678901.23",
    fittedValueIsk: "10000.00",
    droppedValueIsk: "0.00",
    destroyedValueIsk: "60633419.79",
    points: 1,
    locationId: 40147768,
    isNpc: false,
    isSolo: true,
    isAwox: false,
    labels: ["#:2+", "cat:6", "pvp"],
  });
});

const nothing = {
  totalValueIsk: null,
  fittedValueIsk: null,
  droppedValueIsk: null,
  destroyedValueIsk: null,
  points: null,
  locationId: null,
  isNpc: false,
  isSolo: false,
  isAwox: false,
  labels: [],
};

test("leaves out what is missing or strange", () => {
  expect(readFigures({})).toEqual(nothing);
  expect(
    readFigures({
      totalValue: "12",
      fittedValue: -1,
      droppedValue: 1e300,
      destroyedValue: null,
      points: 1.5,
      locationID: 0,
      npc: "yes",
      labels: [7, "", "x".repeat(100), "a\0b", "\ud800", null],
    }),
  ).toEqual(nothing);
});

test.each([null, undefined, 7, "x", [1]])("%o are no figures", (zkb) => {
  expect(readFigures(zkb)).toBeNull();
});
