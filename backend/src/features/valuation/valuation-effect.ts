import type { LaterEffect } from "../killmails/index.ts";
import { forgetValues } from "./store/value-rows.ts";

/** Value and labels of a mail: its row of `killmail_values`, with the version of the rules, says that they were derived. */
export const valuationEffect: LaterEffect = {
  name: "valuation",
  forget: forgetValues,
};
