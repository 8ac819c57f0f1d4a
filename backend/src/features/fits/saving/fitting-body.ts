import { RejectedError } from "../../../kernel/index.ts";
import type { EsiFitting } from "../../../platform/esi/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { category } from "../categories.ts";
import type { Fit, SlotSection } from "../fit.ts";

/** ESI's own bound was 255 for long, and is 512 in its document of 2026-08-18: the lower one holds for both. */
const mostItems = 255;
const longestName = 50;

export interface FittingBody {
  readonly fitting: EsiFitting;
  /** What the game's fit does not hold, a sentence each. */
  readonly leftOut: readonly string[];
}

/**
 * A fit as ESI takes it. Loaded charges lie in the cargo, where the game's own fits keep them; a module that has no slot of
 * its own left lies there too. Implants, boosters and bays of other kinds are left out: fits in the game have none.
 * RejectedError FITTING_NAME, FITTING_HULL or FITTING_EMPTY, saying what to do.
 */
export function fittingBody(
  fit: Fit,
  wanted: { name: string; description: string },
  facts: Pick<StaticFacts, "type">,
): FittingBody {
  const name = wanted.name.replace(/\s+/g, " ").trim();
  if (name === "" || name.length > longestName)
    throw new RejectedError(
      "FITTING_NAME",
      `Give the fit a name of 1 to ${longestName} characters.`,
    );
  const hull = facts.type(fit.hullTypeId)?.categoryId;
  if (hull !== category.ship && hull !== category.structure)
    throw new RejectedError(
      "FITTING_HULL",
      "The game keeps fits of ships and structures only.",
    );
  const { fitted, spare } = slotItems(fit);
  const bays = [
    ...itemsIn(fit, "DRONE_BAY", "DroneBay"),
    ...itemsIn(fit, "FIGHTER_BAY", "FighterBay"),
  ];
  const cargo = cargoItems(fit, spare);
  const all = [...fitted, ...bays, ...cargo];
  if (all.length === 0)
    throw new RejectedError(
      "FITTING_EMPTY",
      "Nothing of this is fitted or carried that a fit in the game could hold.",
    );
  return {
    fitting: {
      name,
      description: wanted.description,
      ship_type_id: fit.hullTypeId,
      items: all.slice(0, mostItems),
    },
    leftOut: leftOut(fit, all.length, spare.length),
  };
}

type Item = EsiFitting["items"][number];

function slotItems(fit: Fit): { fitted: Item[]; spare: number[] } {
  const taken = new Set<string>();
  const fitted: Item[] = [];
  const spare: number[] = [];
  for (const { section, position, typeId } of fit.modules) {
    const { name, count } = slots[section];
    const flag = `${name}${position}`;
    if (position >= count || taken.has(flag)) spare.push(typeId);
    else {
      taken.add(flag);
      fitted.push({ flag, quantity: 1, type_id: typeId });
    }
  }
  return { fitted, spare };
}

function itemsIn(
  fit: Fit,
  section: Fit["stacks"][number]["section"],
  flag: string,
): Item[] {
  return fit.stacks
    .filter((stack) => stack.section === section)
    .map(({ typeId, quantity }) => ({ flag, quantity, type_id: typeId }));
}

function cargoItems(fit: Fit, spare: readonly number[]): Item[] {
  const units = new Map<number, number>();
  const add = (typeId: number, quantity: number) =>
    units.set(typeId, (units.get(typeId) ?? 0) + quantity);
  for (const { charge } of fit.modules)
    if (charge !== null) add(charge.typeId, charge.quantity ?? 1);
  for (const typeId of spare) add(typeId, 1);
  for (const { section, typeId, quantity } of fit.stacks)
    if (section === "CARGO") add(typeId, quantity);
  return [...units].map(([type_id, quantity]) => ({
    flag: "Cargo",
    quantity,
    type_id,
  }));
}

function leftOut(fit: Fit, items: number, spare: number): string[] {
  const sentences: string[] = [];
  if (spare > 0)
    sentences.push(
      `${spare} of the modules have no slot of their own and were put into the cargo.`,
    );
  if (fit.stacks.some(({ section }) => !held.has(section)))
    sentences.push(
      "Implants, boosters and what lay in bays of other kinds were left out.",
    );
  if (items > mostItems)
    sentences.push(
      `The game takes ${mostItems} kinds of items in a fit; the last ${items - mostItems} of the cargo were left out.`,
    );
  return sentences;
}

const held: ReadonlySet<string> = new Set([
  "DRONE_BAY",
  "FIGHTER_BAY",
  "CARGO",
]);

/** Names and numbers of the slots that ESI knows. */
const slots: Readonly<Record<SlotSection, { name: string; count: number }>> = {
  HIGH_SLOTS: { name: "HiSlot", count: 8 },
  MID_SLOTS: { name: "MedSlot", count: 8 },
  LOW_SLOTS: { name: "LoSlot", count: 8 },
  RIGS: { name: "RigSlot", count: 3 },
  SUBSYSTEMS: { name: "SubSystemSlot", count: 4 },
  SERVICES: { name: "ServiceSlot", count: 8 },
};
