import {
  type BackfillId,
  id,
  implementTask,
  type TaskImplementation,
  UnavailableError,
} from "../../../kernel/index.ts";
import { ZkillboardRefusedError } from "../../../platform/zkillboard/index.ts";
import { findRefusal } from "../may-ask.ts";
import type { ZkillboardBackfillDeps } from "../deps.ts";
import { messages } from "../messages.ts";
import {
  activeStates,
  type BackfillChange,
  type BackfillRow,
  findBackfill,
  lockBackfill,
  writeBackfill,
} from "../store/backfill-rows.ts";
import { readZkillboardPage } from "../tasks.ts";
import { readPage } from "./read-page.ts";

/** Whoever looks is told why nothing happens when it is for longer than this; waiting for one's turn is no news. */
const worthTellingMs = 60_000;

/** One page. Whatever can not be read stays where it is: the next order begins there. */
export function readZkillboardPageTask(
  deps: ZkillboardBackfillDeps,
): TaskImplementation {
  const { clock, database } = deps;

  /** Unless it has moved on, or was paused or cancelled meanwhile. */
  function note({ id, turn }: BackfillRow, change: BackfillChange) {
    return database.transaction(async (tx) => {
      const row = await lockBackfill(tx, id);
      if (row?.turn === turn && activeStates.includes(row.state))
        await writeBackfill(tx, id, change, clock.now());
    });
  }

  const end = (row: BackfillRow, state: "failed" | "cancelled", why: string) =>
    note(row, { state, message: why, currentMonth: null });

  return implementTask(
    readZkillboardPage,
    async ({ backfillId, turn }, { attempt, log }) => {
      const row = await findBackfill(
        database.prisma,
        id<BackfillId>(backfillId),
      );
      // Delivered twice, or paused, cancelled or deleted with its account.
      if (row?.turn !== turn || !activeStates.includes(row.state)) return;
      const refusal = await findRefusal(deps, row);
      if (refusal !== null) return end(row, "cancelled", refusal);
      try {
        await readPage(deps, row);
      } catch (error) {
        if (error instanceof ZkillboardRefusedError) {
          log.warn({ backfillId, reason: error.message }, "Backfill refused");
          return end(row, "failed", messages.refused(error.message));
        }
        if (error instanceof UnavailableError)
          await noteWaiting(row, error, clock.now());
        else if (attempt >= readZkillboardPage.retry.attempts)
          await end(row, "failed", messages.broken);
        throw error;
      }
    },
  );

  async function noteWaiting(
    row: BackfillRow,
    { message, retryAt }: UnavailableError,
    now: Date,
  ): Promise<void> {
    if (retryAt === null) return;
    const isLong = retryAt.getTime() - now.getTime() >= worthTellingMs;
    await note(row, {
      dueAt: retryAt,
      ...(isLong && { message: messages.waits(message, retryAt) }),
    });
  }
}
