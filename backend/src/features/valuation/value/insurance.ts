import type { Cents } from "../../prices/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { isBelievable } from "./mean-of-days.ts";

/** What insurance pays for a hull; an estimate, as nobody outside the game sees which level was bought. */
export interface InsuranceRange {
  /** Without a contract: 40 % of the base price. */
  readonly none: Cents;
  /** By the highest level: all of it. */
  readonly platinum: Cents;
}

const ships = 6;
const capsules = 29;

/** Null for what can not be insured, and where the static data say no base price. CCP moves the insured value with the market; the base price is what it moves around. */
export function insuranceOf(
  facts: StaticFacts,
  shipTypeId: number,
): InsuranceRange | null {
  const type = facts.type(shipTypeId);
  if (type?.categoryId !== ships || type.groupId === capsules) return null;
  const platinum = Math.round((type.basePriceIsk ?? 0) * 100);
  if (!isBelievable(platinum)) return null;
  return { none: Math.round(platinum * 0.4), platinum };
}
