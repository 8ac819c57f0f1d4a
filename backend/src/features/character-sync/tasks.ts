import { z } from "zod";
import {
  type CharacterId,
  defineTask,
  type TaskContract,
} from "../../kernel/index.ts";

/** Who wanted a check: the login, the clock, the pilot, or a command. */
export type SyncReason = "login" | "due" | "asked" | "command";

export interface SyncCharacterKillmails {
  characterId: number;
  /** For the log. */
  reason: SyncReason;
  /** Ask ESI although its cached answer is still fresh. */
  force?: boolean | undefined;
  /** Without ETag: list every page again. */
  full?: boolean | undefined;
}

/** Reads ESI's list of one character's killmails into the ledger. 1 token when nothing changed, 2 for each page otherwise, out of 30 in 15 minutes. */
export const syncCharacterKillmails: TaskContract<SyncCharacterKillmails> =
  defineTask({
    name: "sync-character-killmails",
    version: 2,
    payload: z.object({
      characterId: z.int().positive(),
      reason: z.enum(["login", "due", "asked", "command"]),
      force: z.boolean().optional(),
      full: z.boolean().optional(),
    }),
    // Version 1 did not say who wanted it; nearly always the clock did.
    upgrade: (payload) =>
      Object.assign({ reason: "due" satisfies SyncReason }, payload),
  });

/** Notes where linked characters are that are due for it; which ones, is in the tables. One request for 1,000 of them, which costs no token. */
export const refreshAffiliations: TaskContract<Record<string, never>> =
  defineTask({
    name: "refresh-affiliations",
    version: 1,
    payload: z.object({}),
  });

/** One waiting order for whatever is due. */
export const wakeKey = "wake";

/** Asks ESI about one character: whether it still is, and in which corporation. Costs no token, and an error of the error limit when it is gone. */
export const checkCharacter: TaskContract<{ characterId: number }> = defineTask(
  {
    name: "check-character",
    version: 1,
    payload: z.object({ characterId: z.int().positive() }),
  },
);

/** One waiting order for each character, whoever queues it. */
export function syncKey({ characterId }: { characterId: number }): string {
  return `character:${characterId}`;
}

/** The order's payload; flags are left out rather than false, so that they survive a merge with a waiting order. */
export function syncOrder(
  characterId: CharacterId,
  reason: SyncReason,
  flags: { force?: boolean | undefined; full?: boolean | undefined } = {},
): SyncCharacterKillmails {
  return {
    characterId,
    reason,
    ...(flags.force === true ? { force: true } : {}),
    ...(flags.full === true ? { full: true } : {}),
  };
}
