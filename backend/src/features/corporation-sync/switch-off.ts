import { RejectedError } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { isTokenRefused, scopeMissing } from "../character-sync/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { characterGone } from "./read-role.ts";
import {
  readDirectors,
  readDirectorsOf,
  writeDirector,
} from "./store/director-rows.ts";
import { writeSync } from "./store/sync-rows.ts";

/** Why a character's consent can not be used any more. */
export interface SwitchOff {
  /** `off`: the pilot's wish. `refused`: EVE's word. `login`: the next login with the scopes brings it back by itself. */
  readonly state: "off" | "refused" | "login";
  readonly message: string;
}

/** What an error in a director's name means for the switch; null when it means nothing, and another time or another director may do better. */
export function switchOffFor(error: unknown): SwitchOff | null {
  if (error instanceof EsiRefusedError) {
    const isTokenMatter: boolean = isTokenRefused(error);
    if (error.status !== 403 || isTokenMatter) return null;
    return { state: "refused", message: refusalMessage(error.reason) };
  }
  if (!(error instanceof RejectedError)) return null;
  if (error.code === characterGone)
    return { state: "refused", message: messages.gone };
  if (error.code === scopeMissing)
    return { state: "login", message: messages.scopesLost };
  return error.code === "AUTHORISATION_ENDED"
    ? { state: "login", message: error.message }
    : null;
}

/** ESI's words for the two cases it tells apart (external-apis 2.6). */
function refusalMessage(reason: string): string {
  if (/not in the corporation/i.test(reason)) return messages.left;
  if (/required role/i.test(reason)) return messages.roleLost;
  return messages.refused(reason);
}

/** Ends the use of a character's consent: it is no director to those who decide who sees what, and the list stops with its last director. */
export async function switchOff(
  tx: Transaction,
  { killmails, clock }: Pick<CorporationSyncDeps, "killmails" | "clock">,
  link: LinkedCharacterView,
  { state, message }: SwitchOff,
): Promise<void> {
  const now = clock.now();
  const { characterId, grantId } = link;
  const row = (await readDirectors(tx, [characterId])).get(characterId);
  if (row === undefined) return;
  const isWanted = row.isWanted && state === "login";
  await writeDirector(tx, characterId, { state, message, isWanted }, now);
  await killmails.noteDirector(tx, grantId, false);
  const { corporationId } = row;
  if (corporationId === null) return;
  if ((await readDirectorsOf(tx, corporationId)).length > 0) return;
  const stopped = { state: "stopped", message: messages.noDirector } as const;
  await writeSync(tx, corporationId, { ...stopped, nextSyncAt: null }, now);
}
