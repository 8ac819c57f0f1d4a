import { expect, it } from "vitest";
import { groupModules } from "./group-modules.ts";

const type = (id: string) => ({ id, name: `Type ${id}`, iconUrl: "" });
const dropped = { dropped: "1", destroyed: "0" };
const destroyed = { dropped: "0", destroyed: "1" };

it("counts what is alike, with what dropped and what was loaded", () => {
  const charge = { type: type("178"), quantity: "60" };
  expect(
    groupModules([
      { type: type("1"), charge, lost: dropped },
      { type: type("2"), charge: null, lost: destroyed },
      { type: type("1"), charge, lost: destroyed },
      { type: type("1"), charge: null, lost: destroyed },
    ]),
  ).toEqual([
    {
      type: type("1"),
      count: 2,
      dropped: 1,
      destroyed: 1,
      charge: { type: type("178"), quantity: 120 },
    },
    { type: type("2"), count: 1, dropped: 0, destroyed: 1, charge: null },
    { type: type("1"), count: 1, dropped: 0, destroyed: 1, charge: null },
  ]);
});

it("knows no number of charges where a text does not say one", () => {
  const charge = { type: type("178"), quantity: null };
  expect(groupModules([{ type: type("1"), charge, lost: null }])).toEqual([
    {
      type: type("1"),
      count: 1,
      dropped: 0,
      destroyed: 0,
      charge: { type: type("178"), quantity: null },
    },
  ]);
});
