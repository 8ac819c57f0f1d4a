import { z } from "zod";
import {
  defineTask,
  type EventListener,
  listen,
  type TaskContract,
} from "../../kernel/index.ts";
import {
  characterMoved,
  type CharacterMoved,
} from "../character-sync/index.ts";

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

/** Turns the switch of a character off that has left the corporation whose director it was. */
export const switchOffMover: TaskContract<CharacterMoved> = defineTask({
  name: "switch-off-mover",
  version: 1,
  payload: characterMoved.payload,
});

export const corporationListeners: readonly EventListener[] = [
  listen(characterMoved, switchOffMover),
];

/** One waiting order for each corporation, whoever queues it. */
export function corporationKey(payload: { corporationId: number }): string {
  return `corporation:${payload.corporationId}`;
}

export function directorKey(payload: { characterId: number }): string {
  return `character:${payload.characterId}`;
}
