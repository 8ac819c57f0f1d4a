import type { Remark } from "./fit-line.ts";
import { remark } from "./remark.ts";

/** The most units of one stack: what the game counts with. */
export const mostUnits = 2_147_483_647;

/** Why a number of units is none; null when it is one. */
export const quantityProblem = (quantity: number): Remark | null =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= mostUnits
    ? null
    : remark("QUANTITY", `Write a number of units from 1 to ${mostUnits}.`);
