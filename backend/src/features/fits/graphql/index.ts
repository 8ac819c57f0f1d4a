import type { Builder } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { UniverseTypes } from "../../universe/graphql/index.ts";
import type { Fits } from "../fits.ts";
import { addFitType } from "./fit-type.ts";
import { addParseFit } from "./parse-fit.ts";
import { addSaveFitting } from "./save-fitting.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly fits: Fits;
  }
}

/** Adds fits: of killmails, of pasted texts, and saving them in the game. */
export function addFits(
  builder: Builder,
  types: {
    accounts: AccountTypes;
    killmails: KillmailTypes;
    universe: UniverseTypes;
  },
): void {
  const Fit = addFitType(builder, types);
  addParseFit(builder, types, Fit);
  addSaveFitting(builder);
}
