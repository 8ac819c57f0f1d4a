import type { Priority } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import {
  nextSyncAt,
  type Tally,
  walkList,
  type WalkStep,
  withToken,
} from "../character-sync/index.ts";
import { noteCheck } from "../sync-checks/index.ts";
import { corporationList, readListCursor } from "./corporation-list.ts";
import { corporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { noteTurn } from "./store/director-rows.ts";
import { type SyncRow, writeSync } from "./store/sync-rows.ts";

/** Reads the list to its end in the name of this director. The last transaction also says how the check went and when the next one is due. */
export async function checkList(
  deps: CorporationSyncDeps,
  check: {
    link: LinkedCharacterView;
    row: SyncRow;
    full: boolean;
    priority: Priority;
    tally: Tally;
  },
): Promise<void> {
  const { clock } = deps;
  const { link, row, tally, priority } = check;
  const { corporationId } = row;
  const { characterId } = link;

  async function onStep(tx: Transaction, step: WalkStep): Promise<void> {
    const now = clock.now();
    const news = step.fresh > 0 ? { lastNewAt: now } : {};
    if (step.end === null) {
      const { reading: message } = messages;
      const reading = { state: "running", message } as const;
      await writeSync(tx, corporationId, { ...reading, ...news }, now);
      return;
    }
    const fresh = tally.fresh + step.fresh;
    const message = fresh > 0 ? messages.found(fresh) : messages.upToDate;
    await writeSync(
      tx,
      corporationId,
      {
        state: "idle",
        message,
        lastSyncAt: now,
        ...news,
        nextSyncAt: nextSyncAt({
          checkedAt: now,
          lastNewAt: fresh > 0 ? now : row.lastNewAt,
          linkedAt: row.createdAt,
          expiresAt: step.end.expiresAt,
        }),
      },
      now,
    );
    await noteTurn(tx, characterId, now);
    await noteCheck(
      tx,
      { kind: "corporation", id: corporationId },
      {
        checkedAt: now,
        result: fresh > 0 ? "new" : "nothing-new",
        message: fresh > 0 ? message : messages.nothingNew,
        ...tally,
        fresh,
      },
    );
  }

  const wanted = { characterId, scopes: corporationScopes };
  await withToken(deps.accounts, wanted, async (working) => {
    const list = corporationList(deps, corporationId, working, priority);
    // As the director before this one left it, should that one have stopped half-way.
    const cursor = await readListCursor(deps, corporationId);
    await walkList(deps, list, { ...check, cursor, onStep });
  });
}
