import { beforeAll, describe, expect, it } from "vitest";
import { category, isFitted } from "../categories.ts";
import { chatLink, writeDna } from "../dna/write-dna.ts";
import { fitOfMail } from "../fit-of-mail.ts";
import type { Fit } from "../fit.ts";
import { contents, textReader } from "../test-support/read-text.ts";
import { hasRealLosses, realLosses } from "../test-support/real-losses.ts";
import {
  hasRealData,
  realTypes,
  type TestTypes,
} from "../test-support/static-data.ts";
import { writeXml } from "../xml/write-xml.ts";
import { writeEft } from "./write-eft.ts";

// Skipped where ../shared/data (or KILLREPORT_DATA) is absent.
describe.skipIf(!hasRealData || !hasRealLosses)("1,000 real losses", () => {
  let types: TestTypes;
  let fits: Fit[];
  let sharedNames: Map<number, number | null>;

  beforeAll(() => {
    types = realTypes();
    fits = realLosses(1000).map((esi) =>
      fitOfMail(esi.victim, types.facts, `Killmail ${esi.killmail_id}`),
    );
    sharedNames = typesOfSharedNames();
  });

  /** Types whose name means another one today, or null where nothing tells which of several: no text can name them. */
  function typesOfSharedNames(): Map<number, number | null> {
    const shared = new Map<number, number | null>();
    for (const named of types.book.named.values()) {
      const published = named.filter(({ isPublished }) => isPublished);
      const meant = published.length > 0 ? published : named;
      const [only] = meant.length === 1 ? meant : [];
      for (const { typeId } of named)
        if (typeId !== only?.typeId) shared.set(typeId, only?.typeId ?? null);
    }
    return shared;
  }

  const asNamed = <One extends { typeId: number }>(one: One): One[] => {
    const typeId = sharedNames.get(one.typeId);
    if (typeId === null) return [];
    return typeId === undefined ? [one] : [{ ...one, typeId }];
  };

  /** With what its names mean today. Until 2016 fighters were drones: those lie where fighters lie today. */
  const nameable = (fit: Fit): Fit => ({
    ...asToday(fit),
    modules: fit.modules.flatMap(asNamed),
    stacks: asToday(fit).stacks.flatMap(asNamed),
  });
  const asToday = (fit: Fit): Fit => ({
    ...fit,
    stacks: fit.stacks.map((stack) =>
      stack.section === "DRONE_BAY" &&
      types.facts.type(stack.typeId)?.categoryId === category.fighter
        ? { ...stack, section: "FIGHTER_BAY" }
        : stack,
    ),
  });
  const inSections = (fit: Fit, isMeant: (section: string) => boolean) => ({
    ...fit,
    stacks: fit.stacks.filter(({ section }) => isMeant(section)),
  });

  it("are what the test says", () => {
    expect(fits).toHaveLength(1000);
    const sections = new Set(
      fits.flatMap(({ modules, stacks }) =>
        [...modules, ...stacks].map(({ section }) => section),
      ),
    );
    expect([...sections].sort()).toEqual(
      expect.arrayContaining([
        "CARGO",
        "DRONE_BAY",
        "FIGHTER_BAY",
        "FLEET_HANGAR",
        "HIGH_SLOTS",
        "IMPLANTS",
        "LOW_SLOTS",
        "MID_SLOTS",
        "RIGS",
        "SERVICES",
        "SHIP_HANGAR",
        "SPECIAL_BAYS",
        "STRUCTURE",
        "SUBSYSTEMS",
      ]),
    );
  });

  it("hardly name what no text can name", () => {
    const all = fits.flatMap(({ modules, stacks }) => [...modules, ...stacks]);
    const shared = all.filter(({ typeId }) => sharedNames.has(typeId));
    expect(shared.length / all.length).toBeLessThan(0.005);
    // Published modules are never among them: what is fitted comes back as it is.
    expect(
      fits.flatMap(({ modules }) =>
        modules.filter(({ typeId }) => sharedNames.has(typeId)),
      ),
    ).toEqual([]);
  });

  it("come back from EFT as the same types in the same sections, bays included", () => {
    const { read } = textReader(types);
    for (const fit of fits) {
      const { fits: back, lines } = read(
        writeEft(fit, types.nameOf, { withBays: true }),
      );
      const again = back[0]?.fit;
      if (again === undefined) throw new Error(`${fit.name} did not come back`);
      expect(contents(again), fit.name).toEqual(contents(nameable(fit)));
      // What did not come back is told, and why.
      const told = lines
        .filter(({ fate }) => fate === "REFUSED")
        .map(({ remarks }) => remarks[0]?.code);
      expect(told.filter((code) => code !== "AMBIGUOUS")).toEqual([]);
      expect(told.length > 0).toBe(
        nameable(fit).stacks.length < fit.stacks.length,
      );
    }
  });

  it("come back as the game writes them, but for what lies in bays of other kinds", () => {
    const { only } = textReader(types);
    const ownHolds = new Set([
      "DRONE_BAY",
      "FIGHTER_BAY",
      "IMPLANTS",
      "BOOSTERS",
      "CARGO",
    ]);
    for (const fit of fits) {
      const again = only(writeEft(fit, types.nameOf));
      const expected = inSections(nameable(fit), (section) =>
        ownHolds.has(section),
      );
      expect(contents(again), fit.name).toEqual(contents(expected));
    }
  });

  it("come back from links and XML with all modules, drones and fighters; charges lie in the cargo", () => {
    const { only } = textReader(types);
    // The subsystems of before 2017 are commodities today: a link has no place for them but the cargo.
    const isModule = ({ typeId }: { typeId: number }) =>
      isFitted(types.facts.type(typeId)?.categoryId ?? 0);
    const bays = new Set(["DRONE_BAY", "FIGHTER_BAY"]);
    const withoutCargo = (fit: Fit) =>
      contents({
        ...inSections(fit, (section) => bays.has(section)),
        modules: fit.modules
          .filter(isModule)
          .map((module) => ({ ...module, charge: null })),
      });
    const cargo = (fit: Fit) => {
      const units = new Map<number, number>();
      const add = (typeId: number, quantity: number) =>
        units.set(typeId, (units.get(typeId) ?? 0) + quantity);
      for (const { typeId, charge } of fit.modules) {
        if (!isModule({ typeId })) add(typeId, 1);
        if (charge !== null) add(charge.typeId, charge.quantity ?? 1);
      }
      for (const { section, typeId, quantity } of fit.stacks)
        if (section === "CARGO") add(typeId, quantity);
      return [...units].sort(([a], [b]) => a - b);
    };
    for (const fit of fits) {
      const linked = only(chatLink(writeDna(fit, types.facts), fit.name));
      expect(linked.name).toBe(fit.name);
      expect(withoutCargo(linked), fit.name).toEqual(
        withoutCargo(asToday(fit)),
      );
      expect(cargo(linked), fit.name).toEqual(cargo(fit));

      const known = nameable(fit);
      const exported = only(writeXml(known, types.nameOf));
      expect(withoutCargo(exported), fit.name).toEqual(withoutCargo(known));
      expect(cargo(exported), fit.name).toEqual(cargo(known));
      expect(exported.modules.map(({ position }) => position)).toEqual(
        known.modules.filter(isModule).map(({ position }) => position),
      );
    }
  });
});
