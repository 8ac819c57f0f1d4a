import { z } from "zod";
import {
  type CharacterId,
  defineTask,
  type TaskContract,
} from "../../kernel/index.ts";

export interface SyncCharacterKillmails {
  characterId: number;
  /** Ask ESI although its cached answer is still fresh. */
  force?: boolean | undefined;
  /** Without ETag: list every page again. */
  full?: boolean | undefined;
}

/** Reads ESI's list of one character's killmails into the ledger. 1 token when nothing changed, 2 for each page otherwise, out of 30 in 15 minutes. */
export const syncCharacterKillmails: TaskContract<SyncCharacterKillmails> =
  defineTask({
    name: "sync-character-killmails",
    version: 1,
    payload: z.object({
      characterId: z.int().positive(),
      force: z.boolean().optional(),
      full: z.boolean().optional(),
    }),
  });

/** One waiting order for each character, whoever queues it. */
export function syncKey({ characterId }: { characterId: number }): string {
  return `character:${characterId}`;
}

/** The order's payload; flags are left out rather than false, so that they survive a merge with a waiting order. */
export function syncOrder(
  characterId: CharacterId,
  flags: { force?: boolean | undefined; full?: boolean | undefined } = {},
): SyncCharacterKillmails {
  return {
    characterId,
    ...(flags.force === true ? { force: true } : {}),
    ...(flags.full === true ? { full: true } : {}),
  };
}
