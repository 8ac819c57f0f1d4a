import { category } from "../categories.ts";
import type { Fit, FitStack, SlotSection } from "../fit.ts";
import type { StaticFacts } from "../../universe/index.ts";

/**
 * A fit as the game's chat links carry it: the hull, then subsystems, high, mid and low slots, rigs, services, drones and
 * fighters, charges (`id;quantity`), and what else lies in the cargo, marked unfitted by `_`. It says neither which
 * module a charge is loaded into nor how modules are ordered. Bays of other kinds are left out.
 */
export function writeDna(fit: Fit, facts: Pick<StaticFacts, "type">): string {
  const parts = [String(fit.hullTypeId)];
  const add = (types: ReadonlyMap<number, number>, mark = "") => {
    for (const [typeId, quantity] of types)
      parts.push(`${typeId}${mark};${quantity}`);
  };
  for (const section of order)
    add(
      sum(
        fit.modules
          .filter((module) => module.section === section)
          .map(({ typeId }) => [typeId, 1]),
      ),
    );
  const stacks = (isMeant: (stack: FitStack) => boolean) =>
    fit.stacks
      .filter(isMeant)
      .map(({ typeId, quantity }): Amount => [typeId, quantity]);
  add(
    sum(
      stacks(
        ({ section }) => section === "DRONE_BAY" || section === "FIGHTER_BAY",
      ),
    ),
  );
  const isCharge = (typeId: number) =>
    facts.type(typeId)?.categoryId === category.charge;
  const inCargo = ({ section }: FitStack) => section === "CARGO";
  const loaded = fit.modules.flatMap(({ charge }): Amount[] =>
    charge === null ? [] : [[charge.typeId, charge.quantity ?? 1]],
  );
  const charges = stacks((stack) => inCargo(stack) && isCharge(stack.typeId));
  add(sum([...loaded, ...charges]));
  add(sum(stacks((stack) => inCargo(stack) && !isCharge(stack.typeId))), "_");
  add(
    sum(
      stacks(({ section }) => section === "IMPLANTS" || section === "BOOSTERS"),
    ),
  );
  return `${parts.join(":")}::`;
}

/** A DNA as a link that the game's chat and mails understand. */
export const chatLink = (dna: string, name: string): string =>
  `<url=fitting:${dna}>${name.replace(/[<>]/g, "")}</url>`;

type Amount = readonly [typeId: number, quantity: number];

function sum(amounts: readonly Amount[]): Map<number, number> {
  const total = new Map<number, number>();
  for (const [typeId, quantity] of amounts)
    total.set(typeId, (total.get(typeId) ?? 0) + quantity);
  return total;
}

const order: readonly SlotSection[] = [
  "SUBSYSTEMS",
  "HIGH_SLOTS",
  "MID_SLOTS",
  "LOW_SLOTS",
  "RIGS",
  "SERVICES",
];
