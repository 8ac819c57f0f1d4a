import "./context.ts";
import type { Builder } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import { addKillmailQueries } from "./killmail-queries.ts";
import { addKillmailTypes, type KillmailTypes } from "./killmail-types.ts";
import {
  addPublicationFields,
  type PublicationTypes,
} from "./publication-fields.ts";

export { type ItemPlace, placeOf } from "./item-places.ts";
export { killmailPage, type PageArgs } from "./killmail-page.ts";
export { createKillmailStream } from "./stream/killmail-stream.ts";
export type { KillmailTypes } from "./killmail-types.ts";
export type { PublicationTypes } from "./publication-fields.ts";

/** Adds killmails to the schema; returns the types that younger features add fields to. */
export function addKillmails(
  builder: Builder,
  accounts: AccountTypes,
): KillmailTypes & PublicationTypes {
  const types = addKillmailTypes(builder);
  addKillmailQueries(builder, types);
  return { ...types, ...addPublicationFields(builder, types, accounts) };
}
