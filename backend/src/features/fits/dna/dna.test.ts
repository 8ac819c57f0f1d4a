import { expect, it } from "vitest";
import type { Fit } from "../fit.ts";
import { fewTypes } from "../test-support/few-types.ts";
import { textReader } from "../test-support/read-text.ts";
import { testTypes } from "../test-support/static-data.ts";
import { chatLink, writeDna } from "./write-dna.ts";

const types = testTypes(fewTypes);
const { read, only } = textReader(types);

const module = (
  section: Fit["modules"][number]["section"],
  position: number,
  typeId: number,
  charge: Fit["modules"][number]["charge"] = null,
) => ({ section, position, typeId, charge, lost: null });
const stack = (
  section: Fit["stacks"][number]["section"],
  flag: number,
  typeId: number,
  quantity: number,
) => ({ section, flag, typeId, quantity, lost: null });

const loki: Fit = {
  hullTypeId: 29990,
  name: "Fast <Loki>",
  modules: [
    module("HIGH_SLOTS", 0, 2889, { typeId: 178, quantity: 60, lost: null }),
    module("HIGH_SLOTS", 1, 2889, { typeId: 178, quantity: null, lost: null }),
    module("MID_SLOTS", 0, 438),
    module("LOW_SLOTS", 0, 2048),
    module("RIGS", 0, 31021),
    module("SUBSYSTEMS", 0, 45595),
  ],
  stacks: [
    stack("DRONE_BAY", 87, 2488, 5),
    stack("CARGO", 5, 178, 500),
    stack("CARGO", 5, 2048, 2),
    stack("CARGO", 5, 2488, 1),
    stack("IMPLANTS", 89, 9899, 1),
    stack("SPECIAL_BAYS", 133, 34, 9),
  ],
};
const dna =
  "29990:45595;1:2889;2:438;1:2048;1:31021;1:2488;5:178;561:2048_;2:2488_;1:9899;1::";

it("is hull, subsystems, high, mid, low slots, rigs, drones, charges and what lies in the cargo", () => {
  expect(writeDna(loki, types.facts)).toBe(dna);
  expect(chatLink(dna, loki.name)).toBe(`<url=fitting:${dna}>Fast Loki</url>`);
});

it("is read back with every type, charges in the cargo", () => {
  for (const text of [
    dna,
    `fitting:${dna}`,
    `Look: <url=fitting:${dna}>Fast Loki</url> o7`,
    `<a href="fitting:${dna}">Fast Loki</a>`,
  ]) {
    const { format, fits, lines } = read(text);
    expect(format).toBe("DNA");
    expect(fits[0]?.fit).toEqual({
      hullTypeId: 29990,
      name: text.includes("<") ? "Fast Loki" : "Loki",
      modules: loki.modules.map((one) => ({ ...one, charge: null })),
      stacks: [
        stack("DRONE_BAY", 87, 2488, 5),
        stack("IMPLANTS", 89, 9899, 1),
        stack("CARGO", 5, 178, 561),
        stack("CARGO", 5, 2048, 2),
        stack("CARGO", 5, 2488, 1),
      ],
    });
    expect(lines.map(({ fate }) => fate)).toEqual([
      "FIT",
      ...Array<string>(10).fill("PLACED"),
    ]);
  }
});

it("tells each part that is wrong, and reads the others", () => {
  const { fits, lines } = read(
    "587:2048;1:999999999;1:438;0:x;;:34:12;9::".replace("x;;:", ";;:"),
  );
  expect(fits[0]?.fit.modules.map(({ typeId }) => typeId)).toEqual([2048]);
  expect(
    lines.map(({ text, fate, remarks }) => [text, fate, remarks[0]?.code]),
  ).toEqual([
    ["587", "FIT", undefined],
    ["2048;1", "PLACED", undefined],
    ["999999999;1", "REFUSED", "MISTYPED"],
    ["438;0", "REFUSED", "QUANTITY"],
    [";;", "REFUSED", "MISTYPED"],
    ["34", "PLACED", undefined],
    ["12;9", "REFUSED", "MISTYPED"],
  ]);
});

it("has a hull", () => {
  const { fits, lines } = read("2048:438;1::");
  expect(fits).toEqual([]);
  expect(lines[0]?.remarks[0]?.code).toBe("NOT_A_HULL");
});

it("places a module whose slot is not known beside its neighbour, and says so", () => {
  const { fits, lines } = read("587:2889;1:438;1:90475;1:2048;1::");
  expect(
    fits[0]?.fit.modules.find(({ typeId }) => typeId === 90475)?.section,
  ).toBe("MID_SLOTS");
  expect(lines[3]?.remarks[0]?.code).toBe("SLOT_FROM_PLACE");
  // With nothing beside it, it is told rather than guessed.
  const alone = read("587:90475;1::");
  expect(alone.lines[1]?.remarks[0]?.code).toBe("NO_SLOT");
  expect(alone.fits[0]?.fit.modules).toEqual([]);
});

it("with a heap of modules costs nothing: it lies in the cargo", () => {
  const fit = only("587:2048;2000000000::");
  expect(fit.modules).toEqual([]);
  expect(fit.stacks[0]?.quantity).toBe(2_000_000_000);
});

it("is several links in one text", () => {
  const { fits } = read(
    "<url=fitting:587::>A</url> or <url=fitting:29990::>B</url>",
  );
  expect(fits.map(({ fit }) => fit.name)).toEqual(["A", "B"]);
});
