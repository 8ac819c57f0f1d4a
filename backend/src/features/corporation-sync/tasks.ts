import { z } from "zod";
import { defineTask, type TaskContract } from "../../kernel/index.ts";

export interface SyncCorporationKillmails {
  corporationId: number;
  /** Ask ESI although its cached answer is still fresh. */
  force?: boolean | undefined;
  /** Without ETag: list every page again. */
  full?: boolean | undefined;
}

/** Reads ESI's list of one corporation's killmails into the ledger. 1 token of a director's when nothing changed, 2 for each page otherwise, out of 30 in 15 minutes. */
export const syncCorporationKillmails: TaskContract<SyncCorporationKillmails> =
  defineTask({
    name: "sync-corporation-killmails",
    version: 1,
    payload: z.object({
      corporationId: z.int().positive(),
      force: z.boolean().optional(),
      full: z.boolean().optional(),
    }),
  });

/** Reads where the character is and whether it is a director there, and turns its switch on or off by that. */
export const checkDirector: TaskContract<{ characterId: number }> = defineTask({
  name: "check-director",
  version: 1,
  payload: z.object({ characterId: z.int().positive() }),
});

/** Notes where linked characters are that were last looked at an hour ago; which ones, is in the tables. */
export const refreshAffiliations: TaskContract<Record<string, never>> =
  defineTask({
    name: "refresh-affiliations",
    version: 1,
    payload: z.object({}),
  });

/** One waiting order for each corporation, whoever queues it. */
export function corporationKey(payload: { corporationId: number }): string {
  return `corporation:${payload.corporationId}`;
}

export function directorKey(payload: { characterId: number }): string {
  return `character:${payload.characterId}`;
}
