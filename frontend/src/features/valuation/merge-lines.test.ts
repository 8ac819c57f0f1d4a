import { expect, it } from "vitest";
import { mergeLines } from "./merge-lines.ts";

const line = (
  type: string,
  unitPrice: string,
  changes: { flag?: number | null; container?: string; dropped?: string } = {},
) => ({
  type: { id: type },
  container: changes.container === undefined ? null : { id: changes.container },
  flag: changes.flag === undefined ? 11 : changes.flag,
  quantityDestroyed: "1",
  quantityDropped: changes.dropped ?? "0",
  unitPrice,
});

it("merges rows of one type at one price, dearest first", () => {
  const merged = mergeLines([
    line("1", "0.07"),
    line("2", "100.50", { flag: 27, dropped: "2" }),
    line("2", "100.50", { flag: 28 }),
    line("2", "100.50", { container: "9" }),
    line("2", "1.00"),
    line("2", "100.50", { flag: null }),
  ]);
  expect(
    merged.map(({ line: { type }, count, totalPrice }) => [
      type.id,
      count,
      totalPrice,
    ]),
  ).toEqual([
    ["2", 4n, "402.00"],
    ["2", 1n, "100.50"],
    ["2", 1n, "100.50"],
    ["2", 1n, "1.00"],
    ["1", 1n, "0.07"],
  ]);
});
