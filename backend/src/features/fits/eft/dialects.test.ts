import { describe, expect, it } from "vitest";
import type { ItemSection } from "../../killmails/index.ts";
import type { FitLine } from "../fit-line.ts";
import { fewTypes } from "../test-support/few-types.ts";
import { textReader } from "../test-support/read-text.ts";
import { testTypes } from "../test-support/static-data.ts";

const types = testTypes(fewTypes);
const { read, only } = textReader(types);

/** Where each type of a text went: section, name and place or number. */
function where(text: string): string[] {
  const { modules, stacks } = only(text);
  return [
    ...modules.map(
      ({ section, position, typeId, charge }) =>
        `${short(section)} ${position} ${types.nameOf(typeId)}${charge === null ? "" : ` + ${types.nameOf(charge.typeId)}`}`,
    ),
    ...stacks.map(
      ({ section, typeId, quantity }) =>
        `${short(section)} ${types.nameOf(typeId)} x${quantity}`,
    ),
  ];
}
const short = (section: ItemSection) =>
  section.toLowerCase().replace("_slots", "");

const lineOf = (text: string, line: string): FitLine => {
  const found = read(text).lines.find((one) => one.text === line);
  if (found === undefined) throw new Error(`No line is ${line}`);
  return found;
};
const codes = ({ remarks }: FitLine) => remarks.map(({ code }) => code);
const rifter = (...lines: string[]) => ["[Rifter, Test]", ...lines].join("\n");

describe("sections", () => {
  it("are read as the game writes them", () => {
    const text = rifter(
      "Damage Control II",
      "Gyrostabilizer II",
      "",
      "1MN Afterburner II",
      "",
      "200mm AutoCannon II, EMP S",
      "200mm AutoCannon II",
      "",
      "Small Kinetic Armor Reinforcer I",
      "",
      "",
      "Warrior II x3",
      "",
      "",
      "Nanite Repair Paste x42",
      "Warrior II x2",
    );
    expect(where(text)).toEqual([
      "high 0 200mm AutoCannon II + EMP S",
      "high 1 200mm AutoCannon II",
      "mid 0 1MN Afterburner II",
      "low 0 Damage Control II",
      "low 1 Gyrostabilizer II",
      "rigs 0 Small Kinetic Armor Reinforcer I",
      "drone_bay Warrior II x3",
      "cargo Nanite Repair Paste x42",
      "cargo Warrior II x2",
    ]);
  });

  it("are told by slots, whatever their order and however they are parted", () => {
    const modules = [
      "200mm AutoCannon II",
      "1MN Afterburner II",
      "Damage Control II",
      "Small Kinetic Armor Reinforcer I",
    ];
    const expected = [
      "high 0 200mm AutoCannon II",
      "mid 0 1MN Afterburner II",
      "low 0 Damage Control II",
      "rigs 0 Small Kinetic Armor Reinforcer I",
    ];
    expect(where(rifter(...modules))).toEqual(expected);
    expect(where(rifter("", modules.join("\n\n")))).toEqual(expected);
    expect(where(rifter(modules.toReversed().join("\n\n")))).toEqual(expected);
  });

  it("may have titles, in any of the usual words", () => {
    for (const [high, cargo] of [
      ["High Slots:", "Cargo:"],
      ["hi slots", "Cargo Bay:"],
      ["== High Slots ==", "cargo hold :"],
      ["**High slots:**", "Cargohold:"],
    ]) {
      const text = rifter(
        "Subsystems:",
        "",
        high ?? "",
        "200mm AutoCannon II x2",
        "",
        "Low Slots:",
        "Damage Control II",
        "",
        "Drones:",
        "Warrior II",
        "Warrior II x2",
        "",
        cargo ?? "",
        "Standard Exile Booster",
        "Damage Control II",
        "Damage Control II x2",
        "Warrior II",
      );
      expect(where(text), high).toEqual([
        "high 0 200mm AutoCannon II",
        "high 1 200mm AutoCannon II",
        "low 0 Damage Control II",
        "drone_bay Warrior II x3",
        "cargo Standard Exile Booster x1",
        "cargo Damage Control II x3",
        "cargo Warrior II x1",
      ]);
    }
  });

  it("keep drones apart from the cargo by the empty lines, also where sections or bays are empty", () => {
    const drones = "drone_bay Warrior II x5";
    const cargo = "cargo Warrior II x5";
    const low = "Damage Control II\n";
    const rig = "Small Kinetic Armor Reinforcer I\n";
    const bay = "\n\n";
    const none = "\n";
    for (const [text, expected] of [
      [`${low}${none}${none}${none}${rig}${bay}Warrior II x5`, drones],
      [`${low}${none}${none}${none}${rig}${bay}${bay}Warrior II x5`, cargo],
      // Nothing but low slots: three empty sections, then the bays.
      [`${low}${none}${none}${none}${bay}Warrior II x5`, drones],
      [`${low}${none}${none}${none}${bay}${bay}Warrior II x5`, cargo],
      // No module at all.
      [`${none}${none}${none}${bay}Warrior II x5`, drones],
      [`${none}${none}${none}${bay}${bay}Warrior II x5`, cargo],
      // Tools that leave empty sections out.
      [`${low}${bay}Warrior II x5`, drones],
      [`${low}${none}Warrior II x5`, drones],
    ])
      expect(where(`[Rifter, Test]\n${text ?? ""}`).at(-1)).toBe(expected);
  });

  it("that are parted by single lines have the cargo after the drones", () => {
    const text = rifter(
      "Damage Control II",
      "",
      "Warrior II x5",
      "",
      "Warrior II x2",
      "EMP S x100",
    );
    expect(where(text).slice(1)).toEqual([
      "drone_bay Warrior II x5",
      "cargo Warrior II x2",
      "cargo EMP S x100",
    ]);
  });
});

describe("lines", () => {
  it("of empty slots keep the places of those that follow", () => {
    const text = rifter(
      "200mm AutoCannon II",
      "[Empty High slot]",
      "[empty  HIGH slot]",
      "200mm AutoCannon II",
      "",
      "[Empty Med slot]",
      "1MN Afterburner II",
    );
    expect(where(text)).toEqual([
      "high 0 200mm AutoCannon II",
      "high 3 200mm AutoCannon II",
      "mid 1 1MN Afterburner II",
    ]);
    expect(lineOf(text, "[Empty Med slot]").fate).toBe("EMPTY_SLOT");
  });

  it("marked offline are taken as online, and say so", () => {
    const text = rifter("200mm AutoCannon II, EMP S /OFFLINE");
    expect(where(text)).toEqual(["high 0 200mm AutoCannon II + EMP S"]);
    expect(codes(lineOf(text, "200mm AutoCannon II, EMP S /OFFLINE"))).toEqual([
      "OFFLINE",
    ]);
  });

  it("of mutated modules are read without their notes", () => {
    const text = rifter(
      "Abyssal Warp Scrambler [1]",
      "",
      "[1] Abyssal Warp Scrambler",
      "  Warp Scrambler II",
      "  Unstable Warp Scrambler Mutaplasmid",
      "  cpu 33.1, maxRange 11250.0",
    );
    expect(where(text)).toEqual(["mid 0 Abyssal Warp Scrambler"]);
    expect(codes(lineOf(text, "Abyssal Warp Scrambler [1]"))).toEqual([
      "MUTATED",
    ]);
    expect(
      read(text)
        .lines.slice(3)
        .map(({ fate }) => fate),
    ).toEqual(["NOTE", "NOTE", "NOTE", "NOTE"]);
  });

  it("count in every usual way", () => {
    for (const line of ["EMP S x20", "EMP S X 20", "20x EMP S", "20 EMP S"])
      expect(where(rifter(line)), line).toEqual(["cargo EMP S x20"]);
    for (const line of ["EMP S x0", "EMP S x999999999999"])
      expect(codes(lineOf(rifter(line), line))).toEqual(["QUANTITY"]);
  });

  it("keep commas and numbers that belong to a name", () => {
    expect(
      where(
        rifter(
          "200mm AutoCannon II,Round, Depleted S",
          "",
          "Round, Depleted S x7",
        ),
      ),
    ).toEqual([
      "high 0 200mm AutoCannon II + Round, Depleted S",
      "cargo Round, Depleted S x7",
    ]);
    expect(where(rifter("Swarm Overmind Primus x01"))).toEqual([
      "cargo Swarm Overmind Primus x01 x1",
    ]);
  });

  it("of implants and boosters go into the head without a count, into the cargo with one", () => {
    const text =
      "[Capsule, Pod]\nOcular Filter - Basic\nStandard Exile Booster\n\n\nOcular Filter - Basic x1";
    expect(where(text)).toEqual([
      "implants Ocular Filter - Basic x1",
      "boosters Standard Exile Booster x1",
      "cargo Ocular Filter - Basic x1",
    ]);
  });

  it("of more modules than a ship has slots are all kept, and the surplus is told", () => {
    const text = rifter(...Array<string>(10).fill("Damage Control II"));
    expect(only(text).modules).toHaveLength(10);
    const told = read(text).lines.map(codes);
    expect(told.filter((one) => one.includes("SURPLUS"))).toHaveLength(2);
  });

  it("whose slot the static data do not know take it from their place, and say so", () => {
    // As the game: low, then mid, then high.
    const usual = rifter(
      "Damage Control II",
      "",
      "Integrated Sensor Array",
      "",
      "Unseen Booster, EMP S",
    );
    expect(where(usual)).toEqual([
      "high 0 Unseen Booster + EMP S",
      "mid 0 Integrated Sensor Array",
      "low 0 Damage Control II",
    ]);
    expect(codes(lineOf(usual, "Integrated Sensor Array"))).toEqual([
      "SLOT_FROM_PLACE",
    ]);
    // Turned round: high, mid, low.
    const turned = rifter(
      "200mm AutoCannon II",
      "",
      "Integrated Sensor Array",
      "",
      "Damage Control II",
    );
    expect(where(turned)[1]).toBe("mid 0 Integrated Sensor Array");
    // Beside others, under a title, and where nothing is parted.
    for (const text of [
      rifter("1MN Afterburner II", "Integrated Sensor Array"),
      rifter("Mid slots:", "Integrated Sensor Array"),
      rifter(
        "1MN Afterburner II",
        "Integrated Sensor Array",
        "200mm AutoCannon II",
        "Damage Control II",
      ),
    ])
      expect(where(text)).toContainEqual(
        expect.stringMatching(/^mid \d Integrated Sensor Array$/),
      );
  });

  it("under the title of another section go where they fit, and say so", () => {
    const text = rifter("Low Slots:", "1MN Afterburner II");
    expect(where(text)).toEqual(["mid 0 1MN Afterburner II"]);
    expect(codes(lineOf(text, "1MN Afterburner II"))).toEqual(["SLOT_DIFFERS"]);
  });

  it("are read with Windows and old Mac line ends and a byte order mark", () => {
    for (const end of ["\r\n", "\r", "\n"])
      expect(
        where(
          `\ufeff[Rifter, Test]${end}Damage Control II  ${end}${end}EMP S x2${end}`,
        ),
      ).toEqual(["low 0 Damage Control II", "cargo EMP S x2"]);
  });
});

describe("several fits in one paste", () => {
  it("are each read by themselves; what stands before the first belongs to none", () => {
    const text =
      "look at these\n[Rifter, One]\nDamage Control II\n\n[Loki, Two, with, commas]\nLoki Core - Augmented Nuclear Reactor\n";
    const { fits, lines } = read(text);
    expect(
      fits.map(({ number, fit }) => [number, fit.name, fit.modules.length]),
    ).toEqual([
      [0, "One", 1],
      [1, "Two, with, commas", 1],
    ]);
    expect(lines.map(({ fate, fit }) => [fate, fit])).toEqual([
      ["OUTSIDE", null],
      ["FIT", 0],
      ["PLACED", 0],
      ["BLANK", 0],
      ["FIT", 1],
      ["PLACED", 1],
      ["BLANK", 1],
    ]);
  });

  it("lose only the one whose hull is none, and tell its lines all the same", () => {
    const { fits, lines } = read(
      "[Damage Control II, Wrong]\nGyrostabilizer II\n[Rifter, Right]\nDamage Control II",
    );
    expect(fits.map(({ number, fit }) => [number, fit.name])).toEqual([
      [1, "Right"],
    ]);
    expect(lines.map(({ fate }) => fate)).toEqual([
      "REFUSED",
      "PLACED",
      "FIT",
      "PLACED",
    ]);
    expect(lines[0]?.remarks[0]?.code).toBe("NOT_A_HULL");
  });
});

describe("names", () => {
  it("that are mistyped are refused with names like them", () => {
    const line = lineOf(rifter("Damge Control II"), "Damge Control II");
    expect(line.fate).toBe("REFUSED");
    expect(line.remarks).toEqual([
      {
        code: "MISTYPED",
        message:
          "No item is called Damge Control II. Did you mean Damage Control II?",
        suggestions: ["Damage Control II"],
      },
    ]);
  });

  it("of old are taken for today's", () => {
    const text = rifter("Adaptive Nano Plating II");
    expect(where(text)).toEqual(["low 0 Multispectrum Coating II"]);
    expect(codes(lineOf(text, "Adaptive Nano Plating II"))).toEqual([
      "RENAMED",
    ]);
    const thrice = rifter(
      "Small Anti-Kinetic Pump I",
      "",
      "100MN Microwarpdrive II",
    );
    expect(where(thrice)).toEqual([
      "mid 0 500MN Microwarpdrive II",
      "rigs 0 Small Kinetic Armor Reinforcer I",
    ]);
  });

  it("of other languages are understood", () => {
    const text = "[Рифтер, Тест]\nSchadenskontrolle II\nダメージコントロールII";
    expect(where(text)).toEqual([
      "low 0 Damage Control II",
      "low 1 Damage Control II",
    ]);
    expect(lineOf(text, "Schadenskontrolle II").remarks).toEqual([
      {
        code: "OTHER_LANGUAGE",
        message: "Schadenskontrolle II is Damage Control II in English.",
        suggestions: [],
      },
    ]);
    // A name that is the same in both is none of another language.
    expect(codes(lineOf(rifter(), "[Rifter, Test]"))).toEqual([]);
  });

  it("of several types mean the published one, else the one that fits the place", () => {
    expect(only(rifter("Infiltrator II x5")).stacks[0]?.typeId).toBe(2175);
    expect(only(rifter("Twin Emitter")).modules[0]?.typeId).toBe(501);
    expect(
      only(rifter("200mm AutoCannon II, Twin Emitter")).modules[0]?.charge
        ?.typeId,
    ).toBe(503);
  });

  it("of several types that could all be meant are told, not guessed", () => {
    const text = rifter("Spiked Quafe x2");
    const line = lineOf(text, "Spiked Quafe x2");
    expect(line.fate).toBe("REFUSED");
    expect(codes(line)).toEqual(["AMBIGUOUS"]);
    expect(line.remarks[0]?.message).toContain("60577, 60600");
    expect(only(text).stacks).toEqual([]);
  });

  it("are found whatever their case and apostrophes", () => {
    expect(where(rifter("damage CONTROL ii"))).toEqual([
      "low 0 Damage Control II",
    ]);
    for (const name of [
      "'Vigilant' Shield Command Burst",
      "\u2018Vigilant\u2019 Shield  Command Burst",
    ])
      expect(only(rifter(name)).modules[0]?.typeId, name).toBe(88261);
  });

  it("with look-alike letters of another script are refused with the one that was meant", () => {
    // The first a is Cyrillic.
    const name = "D\u0430mage Control II";
    const line = lineOf(rifter(name), name);
    expect(codes(line)).toEqual(["MISTYPED", "LOOKALIKE_LETTERS"]);
    expect(line.remarks[0]?.suggestions).toEqual(["Damage Control II"]);
  });

  it("with emoji and right-to-left letters do no harm", () => {
    const name = "\u{1f680}\u{1f469}\u200d\u{1f680} אבג \u202eevil";
    const text = `[Rifter, ${name}]\nDamage Control II \u{1f525}\nאבג`;
    const { fits, lines } = read(text);
    expect(fits[0]?.fit.name).toBe(name);
    expect(lines.map(({ fate }) => fate)).toEqual([
      "FIT",
      "REFUSED",
      "REFUSED",
    ]);
    expect(lines[1]?.remarks[0]?.suggestions).toEqual(["Damage Control II"]);
  });

  it("of a module are read also when its charge is none", () => {
    const mistyped = "200mm AutoCannon II, EMP Z";
    expect(where(rifter(mistyped))).toEqual(["high 0 200mm AutoCannon II"]);
    expect(codes(lineOf(rifter(mistyped), mistyped))).toEqual(["MISTYPED"]);
    const noCharge = "200mm AutoCannon II, Tritanium";
    expect(where(rifter(noCharge))).toEqual(["high 0 200mm AutoCannon II"]);
    expect(codes(lineOf(rifter(noCharge), noCharge))).toEqual(["NOT_A_CHARGE"]);
  });

  it("of types the game keeps to itself are taken, and say so", () => {
    expect(
      codes(
        lineOf(
          rifter("Swarm Overmind Primus x01"),
          "Swarm Overmind Primus x01",
        ),
      ),
    ).toEqual(["UNPUBLISHED"]);
  });
});
