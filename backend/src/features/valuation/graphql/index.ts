import type { KillmailId } from "../../../kernel/index.ts";
import {
  type Builder,
  defineLoader,
  type GraphqlContext,
} from "../../../platform/graphql/index.ts";
import type { StoredKillmail } from "../../killmails/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { UniverseTypes } from "../../universe/graphql/index.ts";
import type { StoredValue, Valuation } from "../valuation.ts";
import { addItemPrices } from "./item-prices.ts";
import { addLabels } from "./label-types.ts";
import { addValueTypes } from "./value-types.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly valuation: Valuation;
  }
}

const values = defineLoader<KillmailId, StoredValue>((killmailIds, { app }) =>
  app.valuation.of(killmailIds),
);

/** The mail's value; null until it has been valued. Of a whole list in one statement. */
export type LoadValue = (
  mail: StoredKillmail,
  context: GraphqlContext,
) => Promise<StoredValue | null>;

const loadValue: LoadValue = (mail, context) =>
  context.loaders.load(values, mail.id, context);

/** Adds what mails and their items are worth, labels and points. */
export function addValuation(
  builder: Builder,
  types: Pick<KillmailTypes, "Killmail" | "KillmailItem"> & UniverseTypes,
): void {
  addValueTypes(builder, types, loadValue);
  addLabels(builder, types, loadValue);
  addItemPrices(builder, types, loadValue);
}
