import type { Priority } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { WorkingToken } from "../accounts/index.ts";
import type { SourceCursor } from "../killmails/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import {
  type KillmailList,
  type Tally,
  walkList,
  type WalkStep,
} from "./walk-list.ts";

/** Name of the list in `source_cursors`; its subject is the grant, so that a sold character's new owner starts afresh. */
export const listSource = "character-killmails";

/** The list of the token's character, read through its grant. */
export function characterList(
  { esi }: Pick<CharacterSyncDeps, "esi">,
  { characterId, grantId, token }: WorkingToken,
  priority: Priority,
): KillmailList {
  return {
    name: `character ${characterId}`,
    source: listSource,
    subject: String(grantId),
    shownTo: { source: "character", grantId },
    ask: (page) =>
      esi.characterKillmails({ characterId, token, priority, ...page }),
  };
}

/** Reads the character's list into the ledger, through the grant of the token. */
export async function walkKillmailList(
  deps: CharacterSyncDeps,
  walk: {
    working: WorkingToken;
    cursor: SourceCursor | null;
    full: boolean;
    priority: Priority;
    tally: Tally;
    onStep: (tx: Transaction, step: WalkStep) => Promise<void>;
  },
): Promise<void> {
  await walkList(deps, characterList(deps, walk.working, walk.priority), walk);
}

/** How far the list was read for this grant. */
export function readListCursor(
  deps: Pick<CharacterSyncDeps, "database" | "killmails">,
  { grantId }: Pick<WorkingToken, "grantId">,
): Promise<SourceCursor | null> {
  return deps.killmails.cursor(
    deps.database.prisma,
    listSource,
    String(grantId),
  );
}
