import { describe, expect, it } from "vitest";
import { RejectedError } from "../../../kernel/index.ts";
import type { Fit } from "../fit.ts";
import { fewTypes } from "../test-support/few-types.ts";
import { textReader } from "../test-support/read-text.ts";
import { testTypes } from "../test-support/static-data.ts";
import { writeXml } from "./write-xml.ts";

const types = testTypes(fewTypes);
const { read, only } = textReader(types);

const fit: Fit = {
  hullTypeId: 587,
  name: `"A" & <b>'s`,
  modules: [
    {
      section: "HIGH_SLOTS",
      position: 2,
      typeId: 2889,
      charge: { typeId: 178, quantity: 60, lost: null },
      lost: null,
    },
    {
      section: "LOW_SLOTS",
      position: 0,
      typeId: 2048,
      charge: null,
      lost: null,
    },
  ],
  stacks: [
    { section: "DRONE_BAY", flag: 87, typeId: 2488, quantity: 5, lost: null },
    { section: "CARGO", flag: 5, typeId: 178, quantity: 40, lost: null },
    { section: "SPECIAL_BAYS", flag: 133, typeId: 34, quantity: 9, lost: null },
  ],
};
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<fittings>
  <fitting name="&quot;A&quot; &amp; &lt;b&gt;&apos;s">
    <description value=""/>
    <shipType value="Rifter"/>
    <hardware slot="hi slot 2" type="200mm AutoCannon II"/>
    <hardware slot="low slot 0" type="Damage Control II"/>
    <hardware qty="5" slot="drone bay" type="Warrior II"/>
    <hardware qty="100" slot="cargo" type="EMP S"/>
  </fitting>
</fittings>`;

it("is the game's own, with charges in the cargo", () => {
  expect(writeXml(fit, types.nameOf)).toBe(xml);
});

it("is read back with every module in its place", () => {
  const { format, lines } = read(xml);
  expect(format).toBe("XML");
  expect(only(xml)).toEqual({
    hullTypeId: 587,
    name: fit.name,
    modules: fit.modules.map((module) => ({ ...module, charge: null })),
    stacks: [
      { section: "DRONE_BAY", flag: 87, typeId: 2488, quantity: 5, lost: null },
      { section: "CARGO", flag: 5, typeId: 178, quantity: 100, lost: null },
    ],
  });
  expect(lines.map(({ number, text, fate }) => [number, text, fate])).toEqual([
    [3, `Rifter, ${fit.name}`, "FIT"],
    [6, "hi slot 2: 200mm AutoCannon II", "PLACED"],
    [7, "low slot 0: Damage Control II", "PLACED"],
    [8, "drone bay: Warrior II x5", "PLACED"],
    [9, "cargo: EMP S x100", "PLACED"],
  ]);
});

it("keeps a name of emoji and right-to-left letters, and leaves out what XML has no place for", () => {
  const name = "\u{1f680} אבג";
  const again = only(
    writeXml({ ...fit, name: `${name}\u0000\ud800` }, types.nameOf),
  );
  expect(again.name).toBe(`${name} \ufffd`);
});

it("tells what of it is wrong, and reads the rest", () => {
  const { fits, lines } = read(`<fittings>
    <fitting name="Two"><shipType value="Rifter"/>
      <hardware slot="med slot 0" type="Damage Control II"/>
      <hardware slot="med slot 1" type="Integrated Sensor Array"/>
      <hardware slot="med slot 2" type="1MN Afterburnr II"/>
      <hardware slot="cargo" qty="-3" type="EMP S"/>
      <hardware slot="cargo" qty="1e99" type="EMP S"/>
      <hardware slot="elsewhere" qty="3" type="Warrior II"/>
      <hardware slot="hi slot 999" type="200mm AutoCannon II"/>
      <hardware slot="low slot 0" type="Multispectrum Coating II" mutated_attrs="1"/>
      <hardware/>
    </fitting>
    <fitting name="Three"><shipType value="Riftr"/></fitting>
  </fittings>`);
  expect(fits.map(({ fit: one }) => one.name)).toEqual(["Two"]);
  expect(
    lines.map(({ fate, remarks }) => [fate, remarks.map(({ code }) => code)]),
  ).toEqual([
    ["FIT", []],
    ["PLACED", ["SLOT_DIFFERS"]],
    ["PLACED", ["SLOT_FROM_PLACE"]],
    ["REFUSED", ["MISTYPED"]],
    ["REFUSED", ["QUANTITY"]],
    ["REFUSED", ["QUANTITY"]],
    ["PLACED", []],
    ["PLACED", []],
    ["PLACED", ["MUTATED"]],
    ["REFUSED", ["MISTYPED"]],
    ["REFUSED", ["MISTYPED"]],
  ]);
});

describe("hostile XML", () => {
  const refusal = (text: string) => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof RejectedError) return error.message;
      throw error;
    }
    throw new Error("It was read");
  };
  const fitting = (name: string) =>
    `<fittings><fitting name="${name}"><shipType value="Rifter"/></fitting></fittings>`;

  it("with entities of its own is refused before any is looked at", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${fitting("&b;")}`;
    expect(refusal(bomb)).toMatch(/document type is not read/);
    const file = `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${fitting("&f;")}`;
    expect(refusal(file)).toMatch(/document type is not read/);
    expect(refusal(`<!doctype html>${fitting("x")}`)).toMatch(
      /document type|not well-formed/,
    );
    expect(refusal(fitting("&unknown;"))).toMatch(/not well-formed/);
  });

  it("that is deep, wide or broken is refused with a sentence", () => {
    expect(refusal(`<fittings>${"<a>".repeat(50)}`)).toMatch(/deeper than 8/);
    expect(refusal(`<fittings>${"<a/>".repeat(6000)}</fittings>`)).toMatch(
      /more than 5000 elements/,
    );
    expect(refusal("<fittings><fitting></fittings>")).toMatch(
      /not well-formed XML \(line 1/,
    );
    expect(refusal("<?xml version='1.0'?>")).toMatch(/\S/);
  });

  it("that is no fit says what to do", () => {
    expect(refusal("<?xml version='1.0'?><root><fit/></root>")).toMatch(
      /has no <fitting>\. Export the fit/,
    );
  });

  it("reads attributes called like the insides of objects as what they are", () => {
    const text = `<fittings><fitting name="n" __proto__="x" constructor="y"><shipType value="Rifter"/></fitting></fittings>`;
    expect(only(text).hullTypeId).toBe(587);
  });
});
