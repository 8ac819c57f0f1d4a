import type { TypeFacts } from "../universe/type-facts.ts";
import { boosterGroup, category } from "./categories.ts";
import { flag } from "./flags.ts";

/** The hold a type lies in when it is ready for use: drones in their bay, implants in the head; everything else in the cargo. */
export function holdFlag(facts: TypeFacts | undefined): number {
  switch (facts?.categoryId) {
    case category.drone:
      return flag.droneBay;
    case category.fighter:
      return flag.fighterBay;
    case category.implant:
      return facts.groupId === boosterGroup ? flag.booster : flag.implant;
    default:
      return flag.cargo;
  }
}
