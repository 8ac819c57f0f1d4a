import type { Priority } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import type { SourceCursor } from "../killmails/index.ts";
import { noteCheck } from "../sync-checks/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { killmailScope } from "./killmail-scope.ts";
import { nextSyncAt } from "./next-sync-at.ts";
import { publishChange } from "./publish-change.ts";
import { type SyncRow, writeSync } from "./store.ts";
import { syncMessages } from "./sync-messages.ts";
import { walkKillmailList } from "./walk-killmail-list.ts";
import type { Tally, WalkStep } from "./walk-list.ts";
import { withToken } from "./with-token.ts";

/** Reads the list to its end. The last transaction also says how the check went and when the next one is due. */
export async function checkList(
  deps: CharacterSyncDeps,
  check: {
    link: LinkedCharacterView;
    row: SyncRow;
    cursor: SourceCursor | null;
    full: boolean;
    priority: Priority;
    tally: Tally;
  },
): Promise<void> {
  const { clock } = deps;
  const { link, row, tally } = check;
  const { characterId, grantId } = link;

  async function onStep(tx: Transaction, step: WalkStep): Promise<void> {
    const now = clock.now();
    const news = step.fresh > 0 ? { lastNewAt: now } : {};
    if (step.end === null) {
      const { reading: message } = syncMessages;
      const reading = { state: "running", message } as const;
      await writeSync(tx, characterId, { ...reading, ...news }, now);
      return;
    }
    const fresh = tally.fresh + step.fresh;
    const message =
      fresh > 0 ? syncMessages.found(fresh) : syncMessages.upToDate;
    await writeSync(
      tx,
      characterId,
      {
        state: "idle",
        message,
        lastSyncAt: now,
        ...news,
        nextSyncAt: nextSyncAt({
          checkedAt: now,
          lastNewAt: fresh > 0 ? now : row.lastNewAt,
          linkedAt: link.linkedAt,
          expiresAt: step.end.expiresAt,
        }),
      },
      now,
    );
    await noteCheck(
      tx,
      { kind: "character", id: grantId },
      {
        checkedAt: now,
        result: fresh > 0 ? "new" : "nothing-new",
        message: fresh > 0 ? message : syncMessages.nothingNew,
        ...tally,
        fresh,
      },
    );
  }

  const wanted = { characterId, scopes: [killmailScope] };
  await withToken(deps.accounts, wanted, (working) =>
    walkKillmailList(deps, { ...check, working, onStep }),
  );
  await publishChange(deps, characterId);
}
