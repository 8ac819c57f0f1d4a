import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { realData } from "../../../../../tests/support/real-data.ts";
import type { FitLine } from "../fit-line.ts";
import type { Fit } from "../fit.ts";
import { contents, textReader } from "../test-support/read-text.ts";
import {
  hasRealData,
  realTypes,
  type TestTypes,
} from "../test-support/static-data.ts";
import { writeEft } from "./write-eft.ts";

interface RealFit {
  readonly shipTypeId: number;
  readonly name: string;
  readonly eft: string;
}

// Skipped where ../shared/data (or KILLREPORT_DATA) is absent.
describe.skipIf(!hasRealData)("333 real fit texts", () => {
  let types: TestTypes;
  let texts: RealFit[];
  let fits: { text: RealFit; fit: Fit; lines: readonly FitLine[] }[];
  let only: (text: string) => Fit;

  beforeAll(() => {
    types = realTypes();
    const reader = textReader(types);
    only = reader.only;
    texts = readFileSync(`${realData}/fits/eft-fits.jsonl`, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as RealFit);
    fits = texts.map((text) => ({
      text,
      fit: only(text.eft),
      lines: reader.read(text.eft).lines,
    }));
  });

  it("are read with every line accounted for", () => {
    expect(fits).toHaveLength(333);
    for (const { text, fit, lines } of fits) {
      expect(lines.map((line) => line.text)).toEqual(
        text.eft.split("\n").map((line) => line.trim()),
      );
      expect(fit.hullTypeId).toBe(text.shipTypeId);
      // What was placed is what the fit has.
      const placed = lines
        .flatMap(({ places }) => places)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const has =
        fit.modules.reduce(
          (sum, { charge }) => sum + (charge === null ? 1 : 2),
          0,
        ) + fit.stacks.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(placed, text.name).toBe(has);
    }
    const all = fits.flatMap(({ lines }) => lines);
    const fates = Object.groupBy(all, ({ fate }) => fate);
    expect(fates.SECTION).toHaveLength(666);
    expect(fates.EMPTY_SLOT).toHaveLength(30);
    expect(fates.PLACED).toHaveLength(5896);
    expect(fates.OUTSIDE).toBeUndefined();
    // Names the game never had, each with a reason and, where there is a name like it, a suggestion.
    expect(
      fates.REFUSED?.map(({ text, remarks }) => [
        text,
        remarks[0]?.suggestions[0] ?? null,
      ]),
    ).toEqual([
      ["Imperial Navy Mutlifrequency x3", "Imperial Navy Multifrequency L"],
      ["Strip Miner II", "Strip Miner I"],
      ["Strip Miner II", "Strip Miner I"],
      ["Abyssal Utility Core", null],
      ["Abyssal Utility Relay", null],
    ]);
  });

  it("put what was renamed where its name of today belongs", () => {
    const renamed = new Set(
      fits.flatMap(({ lines }) =>
        lines
          .filter(({ remarks }) =>
            remarks.some(({ code }) => code === "RENAMED"),
          )
          .map(
            ({ text, places }) =>
              `${text} -> ${types.nameOf(places[0]?.typeId ?? 0)}`,
          ),
      ),
    );
    expect([...renamed].sort()).toEqual([
      "100MN Microwarpdrive II -> 500MN Microwarpdrive II",
      "Adaptive Nano Plating II -> Multispectrum Coating II",
      "Large 'Vehemence' Shockwave Charge -> 'Vehemence' Compact Large EMP Smartbomb",
      "Quafe Zero x1 -> Quafe Zero Classic",
      "Small Anti-Kinetic Pump I -> Small Kinetic Armor Reinforcer I",
      "Survey Scanner I -> Mining Survey Chipset I",
    ]);
  });

  it("say so where a slot was taken from the place in the text", () => {
    const byPlace = fits.flatMap(({ lines }) =>
      lines
        .filter(({ remarks }) =>
          remarks.some(({ code }) => code === "SLOT_FROM_PLACE"),
        )
        .map(({ text, places }) => [text, places[0]?.section] as const),
    );
    expect(byPlace.length).toBeGreaterThan(30);
    // Low slots first, or high slots first under titles: both kinds are there.
    expect(byPlace).toContainEqual([
      "Corelum C-Type Kinetic Energized Membrane",
      "LOW_SLOTS",
    ]);
    expect(byPlace).toContainEqual([
      "Medium 'Strigoi' Energy Nosferatu",
      "HIGH_SLOTS",
    ]);
    expect(byPlace).toContainEqual(["Large Industrial Core II", "HIGH_SLOTS"]);
    expect(byPlace).toContainEqual([
      "Syndicate Reinforced Bulkheads",
      "LOW_SLOTS",
    ]);
  });

  it("are the same fits when what was read is written and read again", () => {
    for (const { text, fit } of fits) {
      const options = { withBays: true, withEmptySlots: true };
      const again = only(writeEft(fit, types.nameOf, options));
      expect(again, text.name).toEqual(fit);
      // As the game writes, without empty slots: the same but for gaps.
      const asGame = writeEft(fit, types.nameOf);
      expect(contents(only(asGame)), text.name).toEqual(contents(fit));
      expect(writeEft(only(asGame), types.nameOf), text.name).toBe(asGame);
    }
  });

  it("are the same with Windows line ends, a byte order mark and blanks around, and a hundred in one paste", () => {
    const { read } = textReader(types);
    const hundred = texts.slice(-100);
    const windows = hundred
      .map(({ eft }) => eft.replaceAll("\n", " \r\n"))
      .join("\r\n\r\n");
    const together = read(`\ufeff${windows}`);
    expect(together.fits.map(({ fit }) => fit)).toEqual(
      fits.slice(-100).map(({ fit }) => fit),
    );
  });
});
