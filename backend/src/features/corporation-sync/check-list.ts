import type { CorporationId, Priority } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import {
  type KillmailList,
  nextSyncAt,
  type Tally,
  walkList,
  type WalkStep,
} from "../character-sync/index.ts";
import { noteCheck } from "../sync-checks/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { type SyncRow, writeSync } from "./store/sync-rows.ts";
import { withToken } from "./with-token.ts";

/** Name of the list in `source_cursors`; its subject is the corporation, so that any director goes on where another stopped. */
const listSource = "corporation-killmails";

export function readListCursor(
  { killmails, database }: Pick<CorporationSyncDeps, "killmails" | "database">,
  corporationId: CorporationId,
) {
  return killmails.cursor(database.prisma, listSource, String(corporationId));
}

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
    await noteCheck(
      tx,
      { kind: "corporation", id: corporationId },
      {
        checkedAt: now,
        result: fresh > 0 ? "new" : "nothing-new",
        message,
        ...tally,
        fresh,
      },
    );
  }

  await withToken(deps, characterId, async ({ token, grantId }) => {
    const list: KillmailList = {
      name: `corporation ${corporationId}`,
      source: listSource,
      subject: String(corporationId),
      shownTo: { source: "corporation", grantId, corporationId },
      ask: (page) =>
        deps.esi.corporationKillmails({
          corporationId,
          characterId,
          token,
          priority,
          ...page,
        }),
    };
    // As the director before this one left it, should that one have stopped half-way.
    const cursor = await readListCursor(deps, corporationId);
    await walkList(deps, list, { ...check, cursor, onStep });
  });
}
