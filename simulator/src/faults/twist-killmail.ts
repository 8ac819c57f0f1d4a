import { z } from "zod";
import type { Killmail } from "../world/killmail.ts";

export const twist = z.enum(["hash", "body"]);

/** How a body is made to disagree: with its hash, or only with what ESI says under that hash. */
export type Twist = z.output<typeof twist>;

const otherHullId = 596; // an Impairor

/** A killmail that somebody changed: another hull, which the hash covers, or more damage, which it does not. */
export function twistKillmail<Mail extends Killmail>(
  killmail: Mail,
  kind: Twist | undefined,
): Mail {
  if (kind === undefined) return killmail;
  const { victim } = killmail;
  return {
    ...killmail,
    victim:
      kind === "hash"
        ? { ...victim, ship_type_id: otherHullId }
        : { ...victim, damage_taken: victim.damage_taken + 1 },
  };
}
