import type { TypeFacts } from "../universe/index.ts";
import { boosterGroup, category } from "./categories.ts";
import { flag } from "./flags.ts";

/** The hold a type lies in when it is ready for use: drones in their bay, implants in the head; everything else in the cargo. */
export function holdFlag(facts: TypeFacts | undefined): number {
  if (facts?.categoryId === category.implant)
    return facts.groupId === boosterGroup ? flag.booster : flag.implant;
  return bays.get(facts?.categoryId ?? 0) ?? flag.cargo;
}

const bays: ReadonlyMap<number, number> = new Map([
  [category.drone, flag.droneBay],
  [category.fighter, flag.fighterBay],
]);
