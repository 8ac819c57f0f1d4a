/** Every id of EVE Online is below 2^53, so a number holds it; the brand keeps a character id from being used as a corporation id. */
type Id<Kind extends string> = number & { readonly __id: Kind };

export type KillmailId = Id<"killmail">;
export type CharacterId = Id<"character">;
export type CorporationId = Id<"corporation">;
export type AllianceId = Id<"alliance">;
export type FactionId = Id<"faction">;
export type TypeId = Id<"type">;
export type SolarSystemId = Id<"solar system">;
export type ConstellationId = Id<"constellation">;
export type RegionId = Id<"region">;
export type AccountId = Id<"account">;
export type GrantId = Id<"grant">;
export type BackfillId = Id<"backfill">;

/** Whoever can take part in a killmail. */
export type EntityId = CharacterId | CorporationId | AllianceId | FactionId;

// Only the caller knows which kind of id it holds: it names the brand.
/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters */

/** Brands a number that is known to be an id of this kind. */
export function id<Branded extends number>(value: number | bigint): Branded {
  return Number(value) as Branded;
}

/** Reads a decimal id as a client writes it; null when it is none (sign, leading zero, too large). */
export function parseId<Branded extends number>(text: string): Branded | null {
  if (!/^[1-9]\d{0,15}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? (value as Branded) : null;
}

/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

/** What the database's INTEGER columns hold: ids of mails (about 140 million in 2026), types and solar systems. */
export const largestInt4 = 2_147_483_647;
