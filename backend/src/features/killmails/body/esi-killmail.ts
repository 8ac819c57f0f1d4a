import { z } from "zod";
import { largestInt4 } from "../../../kernel/index.ts";

const id = z.int().positive();
/** Of types and solar systems, which INTEGER columns hold: the mail's own, and those of the tables of names. */
const smallId = id.max(
  largestInt4,
  `does not fit the database's int4 (largest ${largestInt4})`,
);
const quantity = z.int().nonnegative();

const itemFields = {
  item_type_id: smallId,
  flag: z.int(),
  singleton: z.int(),
  quantity_dropped: quantity.optional(),
  quantity_destroyed: quantity.optional(),
};

const affiliation = {
  character_id: id.optional(),
  corporation_id: id.optional(),
  alliance_id: id.optional(),
  faction_id: id.optional(),
};

/** A list that is looked at up to its first problem: all those of a line of text that is nothing but a list take more memory than there is. */
function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.custom<z.infer<Entry>[]>().check((list) => {
    const entries: unknown = list.value;
    if (!Array.isArray(entries)) {
      list.issues.push({
        code: "invalid_type",
        expected: "array",
        input: entries,
        message: "Invalid input: expected array",
      });
      return;
    }
    for (const [index, one] of entries.entries()) {
      const [problem] = entry.safeParse(one).error?.issues ?? [];
      if (problem === undefined) continue;
      list.issues.push({
        code: "custom",
        input: one,
        path: [index, ...problem.path],
        message: problem.message,
      });
      return;
    }
  });
}

/**
 * A killmail in ESI's shape (`GET /killmails/{id}/{hash}`). Only what every mail has is required; fields ESI adds
 * later pass through. Mails before 2015 may lack a position, structures a character, NPC groups everything but damage.
 */
export const esiKillmail = z.looseObject({
  killmail_id: id,
  killmail_time: z.iso.datetime(),
  solar_system_id: smallId,
  moon_id: id.optional(),
  war_id: id.optional(),
  victim: z.looseObject({
    ...affiliation,
    damage_taken: z.int(),
    ship_type_id: smallId,
    position: z
      .looseObject({ x: z.number(), y: z.number(), z: z.number() })
      .optional(),
    items: listOf(
      z.looseObject({
        ...itemFields,
        items: listOf(z.looseObject(itemFields)).optional(),
      }),
    ).optional(),
  }),
  attackers: listOf(
    z.looseObject({
      ...affiliation,
      damage_done: z.int(),
      final_blow: z.boolean(),
      security_status: z.number(),
      ship_type_id: smallId.optional(),
      weapon_type_id: smallId.optional(),
    }),
  ),
});

export type EsiKillmail = z.infer<typeof esiKillmail>;
export type EsiVictim = EsiKillmail["victim"];
export type EsiAttacker = EsiKillmail["attackers"][number];
export type EsiItem = NonNullable<EsiVictim["items"]>[number];
