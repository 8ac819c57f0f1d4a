import { slotSections, type Fit, type SlotSection } from "../fit.ts";

/**
 * A fit in the game's own XML (`<fittings>`, as its fitting window exports and imports). It has no place for a charge in
 * its module: loaded charges lie in the cargo. Implants and bays of other kinds are left out, as the game does.
 */
export function writeXml(fit: Fit, nameOf: (typeId: number) => string): string {
  const hardware: string[] = [];
  for (const section of slotSections)
    for (const { position, typeId } of fit.modules.filter(
      (module) => module.section === section,
    ))
      hardware.push(
        `<hardware slot="${slotNames[section]} slot ${position}" type="${escape(nameOf(typeId))}"/>`,
      );
  for (const [slot, stacks] of holds(fit))
    for (const [typeId, quantity] of stacks)
      hardware.push(
        `<hardware qty="${quantity}" slot="${slot}" type="${escape(nameOf(typeId))}"/>`,
      );
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<fittings>`,
    `  <fitting name="${escape(fit.name)}">`,
    `    <description value=""/>`,
    `    <shipType value="${escape(nameOf(fit.hullTypeId))}"/>`,
    ...hardware.map((line) => `    ${line}`),
    `  </fitting>`,
    `</fittings>`,
  ].join("\n");
}

function holds(fit: Fit): [slot: string, Map<number, number>][] {
  const sum = (amounts: readonly (readonly [number, number])[]) => {
    const total = new Map<number, number>();
    for (const [typeId, quantity] of amounts)
      total.set(typeId, (total.get(typeId) ?? 0) + quantity);
    return total;
  };
  const stacks = (section: Fit["stacks"][number]["section"]) =>
    fit.stacks
      .filter((stack) => stack.section === section)
      .map(({ typeId, quantity }): [number, number] => [typeId, quantity]);
  const loaded = fit.modules.flatMap(({ charge }): [number, number][] =>
    charge === null ? [] : [[charge.typeId, charge.quantity ?? 1]],
  );
  return [
    ["drone bay", sum(stacks("DRONE_BAY"))],
    ["fighter bay", sum(stacks("FIGHTER_BAY"))],
    ["cargo", sum([...loaded, ...stacks("CARGO")])],
  ];
}

const slotNames: Readonly<Record<SlotSection, string>> = {
  HIGH_SLOTS: "hi",
  MID_SLOTS: "med",
  LOW_SLOTS: "low",
  RIGS: "rig",
  SUBSYSTEMS: "subsystem",
  SERVICES: "service",
};

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** For an attribute in double quotes. Characters XML has no place for are left out. */
const escape = (text: string) =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex -- these are the ones meant
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, " ")
    .replace(/[&<>"']/g, (letter) => escapes[letter] ?? "");
