import { itemFlag } from "../../killmails/index.ts";
import type { Fit, FitStack, SlotSection } from "../fit.ts";
import { ownHolds } from "../flags.ts";

export interface EftOptions {
  /** Also lists what lies in bays of other kinds (fuel, ore, ship hangar ...), each under its title. The game's import leaves such lines out. */
  readonly withBays?: boolean;
  /** Also writes a line for each empty slot between modules; the game reads them, but writes none. */
  readonly withEmptySlots?: boolean;
}

/**
 * A fit as the game itself copies it: low, mid and high slots, rigs, subsystems, services parted by an empty line, drones
 * and fighters and then the cargo each after two. Loaded charges stand beside their module, without number.
 */
export function writeEft(
  fit: Fit,
  nameOf: (typeId: number) => string,
  { withBays = false, withEmptySlots = false }: EftOptions = {},
): string {
  const slots = (section: SlotSection) => {
    const lines: string[] = [];
    for (const module of fit.modules) {
      if (module.section !== section) continue;
      while (withEmptySlots && lines.length < module.position)
        lines.push(`[Empty ${slotWords[section]} slot]`);
      const { typeId, charge } = module;
      lines.push(
        charge === null
          ? nameOf(typeId)
          : `${nameOf(typeId)}, ${nameOf(charge.typeId)}`,
      );
    }
    return lines;
  };
  const stacks = (...sections: FitStack["section"][]) =>
    fit.stacks.filter(({ section }) => sections.includes(section));
  const counted = ({ typeId, quantity }: FitStack) =>
    `${nameOf(typeId)} x${quantity}`;
  const inHead = stacks("IMPLANTS", "BOOSTERS").flatMap((stack) =>
    // In a head there is one of each; a text without number says so.
    Array.from({ length: Math.min(stack.quantity, mostInHead) }, () =>
      nameOf(stack.typeId),
    ),
  );
  const sections = [
    slots("LOW_SLOTS"),
    slots("MID_SLOTS"),
    slots("HIGH_SLOTS"),
    slots("RIGS"),
    ...[slots("SUBSYSTEMS"), slots("SERVICES"), inHead].filter(
      (lines) => lines.length > 0,
    ),
  ].map((lines) => lines.map((line) => `${line}\n`).join(""));
  const bays = [stacks("DRONE_BAY", "FIGHTER_BAY"), stacks("CARGO")].map(
    (bay) => `\n\n${bay.map((stack) => `${counted(stack)}\n`).join("")}`,
  );
  const other = fit.stacks.filter(({ section }) => !ownHolds.has(section));
  const titled = [...Map.groupBy(other, ({ flag }) => flag)].map(
    ([flag, bay]) =>
      `\n${itemFlag(flag).name}:\n${bay.map((stack) => `${counted(stack)}\n`).join("")}`,
  );
  const header = `[${nameOf(fit.hullTypeId)}, ${oneLine(fit.name)}]\n`;
  return `${header}${sections.join("\n")}${bays.join("")}${withBays ? titled.join("") : ""}`.trimEnd();
}

const mostInHead = 100;

const slotWords: Readonly<Record<SlotSection, string>> = {
  LOW_SLOTS: "Low",
  MID_SLOTS: "Med",
  HIGH_SLOTS: "High",
  RIGS: "Rig",
  SUBSYSTEMS: "Subsystem",
  SERVICES: "Service",
};

/** A name must not end the header or begin a line. */
const oneLine = (name: string) => name.replace(/\s+/g, " ").trim();
