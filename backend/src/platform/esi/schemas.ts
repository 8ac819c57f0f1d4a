import { z } from "zod";

// Loose: ESI adds fields and enum values without a new compatibility date.

const reference = z.looseObject({
  killmail_id: z.int(),
  killmail_hash: z.string(),
});
export type EsiReference = Pick<
  z.infer<typeof reference>,
  "killmail_id" | "killmail_hash"
>;
/** One entry of another shape must not hide the rest of the list: it is handed on for its reader to refuse, with its text in the place of the hash. */
export const references = z
  .array(z.unknown())
  .transform((entries): EsiReference[] => entries.map(toReference));

function toReference(entry: unknown): EsiReference {
  const whole = reference.safeParse(entry);
  if (whole.success) return whole.data;
  const numbered = reference.pick({ killmail_id: true }).safeParse(entry);
  return {
    killmail_id: numbered.success ? numbered.data.killmail_id : 0,
    killmail_hash: JSON.stringify(entry),
  };
}

export interface EsiFitting {
  /** 1 to 50 characters. */
  readonly name: string;
  /** 500 characters at most. */
  readonly description: string;
  readonly ship_type_id: number;
  /** At least one. */
  readonly items: readonly {
    /** `HiSlot0`, `MedSlot0`, `LoSlot0`, `RigSlot0`, `SubSystemSlot0`, `ServiceSlot0`, `DroneBay`, `FighterBay` or `Cargo`. */
    readonly flag: string;
    readonly quantity: number;
    readonly type_id: number;
  }[];
}

export const savedFitting = z.looseObject({ fitting_id: z.int() });
export type EsiSavedFitting = z.infer<typeof savedFitting>;

const namedId = z.looseObject({
  id: z.int(),
  name: z.string(),
  /** alliance, character, corporation, faction, inventory_type, solar_system ... */
  category: z.string(),
});
export const namedIds = z.array(namedId);
export type EsiName = z.infer<typeof namedId>;

export const solarSystem = z.looseObject({
  system_id: z.int(),
  name: z.string(),
  constellation_id: z.int(),
  security_status: z.number(),
});
export type EsiSolarSystem = z.infer<typeof solarSystem>;

export const constellation = z.looseObject({
  constellation_id: z.int(),
  name: z.string(),
  region_id: z.int(),
});
export type EsiConstellation = z.infer<typeof constellation>;

export const region = z.looseObject({ region_id: z.int(), name: z.string() });
export type EsiRegion = z.infer<typeof region>;

export const itemType = z.looseObject({
  name: z.string(),
  group_id: z.int(),
  published: z.boolean(),
  market_group_id: z.int().optional(),
  dogma_attributes: z
    .array(z.looseObject({ attribute_id: z.int(), value: z.number() }))
    .default([]),
  dogma_effects: z.array(z.looseObject({ effect_id: z.int() })).default([]),
});
export type EsiItemType = z.infer<typeof itemType>;

export const typeGroup = z.looseObject({ category_id: z.int() });
export type EsiTypeGroup = z.infer<typeof typeGroup>;

export const character = z.looseObject({
  name: z.string(),
  corporation_id: z.int(),
  alliance_id: z.int().optional(),
});
export type EsiCharacter = z.infer<typeof character>;

export const corporation = z.looseObject({
  name: z.string(),
  ticker: z.string(),
  alliance_id: z.int().optional(),
  /** active or closed. */
  state: z.string().optional(),
});
export type EsiCorporation = z.infer<typeof corporation>;

export const alliance = z.looseObject({ name: z.string(), ticker: z.string() });
export type EsiAlliance = z.infer<typeof alliance>;

const affiliation = z.looseObject({
  character_id: z.int(),
  corporation_id: z.int(),
  alliance_id: z.int().optional(),
});
export const affiliations = z.array(affiliation);
export type EsiAffiliation = z.infer<typeof affiliation>;

export const roles = z.looseObject({
  /** Those held everywhere; others hold at headquarters or a base only. */
  roles: z.array(z.string()).default([]),
});
export type EsiRoles = z.infer<typeof roles>;

/** Loose in its values as well: one that is nonsense must not hide the others. */
const marketPrice = z.looseObject({
  type_id: z.unknown(),
  average_price: z.unknown().optional(),
  adjusted_price: z.unknown().optional(),
});
export const marketPrices = z.array(marketPrice);
export type EsiMarketPrice = z.infer<typeof marketPrice>;

const marketDay = z.looseObject({
  /** `YYYY-MM-DD`. */
  date: z.unknown(),
  average: z.unknown(),
});
export const marketHistory = z.array(marketDay);
export type EsiMarketDay = z.infer<typeof marketDay>;

export const warIds = z.array(z.int());

const moment = z.iso.datetime();
export const war = z.looseObject({
  declared: moment,
  /** From then on both sides may shoot. */
  started: moment.optional(),
  /** From then on neither may. */
  finished: moment.optional(),
});
export type EsiWar = z.infer<typeof war>;
