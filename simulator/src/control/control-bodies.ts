import { z } from "zod";
import type { PartialKillmail } from "../world/complete-killmail.ts";

const id = z.int().positive();

const item = z.object({
  item_type_id: id,
  flag: z.int().min(0),
  singleton: z.int().default(0),
  quantity_dropped: z.int().optional(),
  quantity_destroyed: z.int().optional(),
});

const party = {
  character_id: id.optional(),
  corporation_id: id.optional(),
  alliance_id: id.optional(),
  faction_id: id.optional(),
};

const killmailBody = z.strictObject({
  killmail_id: id.optional(),
  killmail_time: z.iso.datetime().optional(),
  solar_system_id: id.optional(),
  moon_id: id.optional(),
  war_id: id.optional(),
  victim: z
    .strictObject({
      ...party,
      ship_type_id: id.optional(),
      damage_taken: z.int().min(0).optional(),
      position: z
        .object({ x: z.number(), y: z.number(), z: z.number() })
        .nullish(),
      items: z
        .array(item.extend({ items: z.array(item).optional() }))
        .nullish(),
    })
    .optional(),
  attackers: z
    .array(
      z.strictObject({
        ...party,
        ship_type_id: id.optional(),
        weapon_type_id: id.optional(),
        damage_done: z.int().min(0).optional(),
        final_blow: z.boolean().optional(),
        security_status: z.number().optional(),
      }),
    )
    .optional(),
});

/** JSON has no undefined: an optional field is there with a value or not at all. */
export const parseKillmailBody = (body: unknown): PartialKillmail =>
  killmailBody.parse(body ?? {}) as PartialKillmail;

export const clockBody = z.strictObject({ advanceMs: z.int().min(0) });

export const characterBody = z.strictObject({
  name: z.string().min(1).optional(),
  corporationId: id.optional(),
  roles: z.array(z.string()).optional(),
  ownerHash: z.string().min(1).optional(),
  securityStatus: z.number().min(-10).max(10).optional(),
  isBiomassed: z.boolean().optional(),
  revokeGrants: z.boolean().optional(),
  dropCaches: z.boolean().optional(),
});

export const ssoBody = z.strictObject({
  issuerVariant: z.enum(["plain", "slash", "host"]).optional(),
  signingAlgorithm: z.enum(["RS256", "ES256"]).optional(),
  rotateRefreshTokens: z.boolean().optional(),
});
