import { type BackfillId, RejectedError } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { ZkillboardEntity } from "../../platform/zkillboard/index.ts";
import type { ZkillboardBackfillDeps } from "./deps.ts";
import { isTheirs, runsSite } from "./may-ask.ts";
import { messages } from "./messages.ts";
import {
  firstMonthOfAll,
  monthOf,
  monthsBetween,
  readMonth,
} from "./months.ts";
import { readZkillboardPageTask } from "./reading/read-zkillboard-page.task.ts";
import {
  activeStates,
  type BackfillChange,
  type BackfillRow,
  findAsked,
  findBackfill,
  lockAsked,
  lockBackfill,
  readBackfills,
  takeForgotten,
  writeBackfill,
} from "./store/backfill-rows.ts";
import { backfillKey, readZkillboardPage } from "./tasks.ts";
import type {
  Asker,
  Backfill,
  ZkillboardBackfill,
} from "./zkillboard-backfill.ts";

/** An order that is so late is lost: a ban, the longest that one waits for, is over within an hour. */
const lostMs = 2 * 60 * 60_000;
/** An account has a handful of characters. */
const mostOfAccount = 100;

export function createZkillboardBackfill(
  deps: ZkillboardBackfillDeps,
): ZkillboardBackfill {
  const { clock, database, outbox } = deps;
  const { prisma } = database;

  /** Lets it go on now; `asked` is what else is known of it then. */
  async function queue(
    tx: Transaction,
    { id, turn }: BackfillRow,
    asked: BackfillChange = {},
  ): Promise<void> {
    const now = clock.now();
    const state = { state: "queued", message: messages.queued } as const;
    await writeBackfill(tx, id, { ...state, ...asked, dueAt: now }, now);
    const order = { backfillId: id, turn };
    const key = backfillKey(order);
    await outbox.add(tx, readZkillboardPage, order, { key });
  }

  async function change(
    asker: Asker,
    backfillId: BackfillId,
    work: (tx: Transaction, row: BackfillRow) => Promise<void>,
  ): Promise<Backfill> {
    const isAny = await runsSite(deps, asker);
    const row = await database.transaction(async (tx) => {
      const locked = await lockBackfill(tx, backfillId);
      if (locked === null || !(isAny || isOwn(asker, locked)))
        throw new RejectedError("NOT_FOUND", messages.unknown);
      await work(tx, locked);
      return findBackfill(tx, backfillId);
    });
    outbox.poke();
    return row ?? gone();
  }

  async function requireRight(
    asker: Asker,
    entity: ZkillboardEntity,
  ): Promise<void> {
    if (await runsSite(deps, asker)) return;
    const may =
      asker.kind === "account" &&
      (await isTheirs(deps, asker.accountId, entity));
    if (!may) throw new RejectedError("FORBIDDEN", messages.notYours(entity));
  }

  function firstMonthOf(since: string | undefined, now: Date): string {
    if (since === undefined) return firstMonthOfAll;
    const month = readMonth(since);
    if (month === null || month > monthOf(now))
      throw new RejectedError("MONTH", messages.month(since));
    return month;
  }

  return {
    async start(asker, entity, { since } = {}) {
      await requireRight(asker, entity);
      const now = clock.now();
      const firstMonth = firstMonthOf(since, now);
      const monthsTotal = monthsBetween(firstMonth, monthOf(now)).length;
      const accountId = asker.kind === "account" ? asker.accountId : null;
      const row = await database.transaction(async (tx) => {
        const fresh = { firstMonth, monthsTotal, now, message: "" };
        const locked = await lockAsked(tx, entity, accountId, fresh);
        const isEnded = !isUnderWay(locked);
        await queue(tx, locked, {
          firstMonth,
          monthsTotal,
          ...(isEnded && {
            monthsDone: 0,
            found: 0,
            fresh: 0,
            askedAt: now,
          }),
        });
        return findBackfill(tx, locked.id);
      });
      outbox.poke();
      return row ?? gone();
    },
    pause: (asker, backfillId) =>
      change(asker, backfillId, async (tx, row) => {
        if (!activeStates.includes(row.state)) return;
        const { paused: message } = messages;
        const now = clock.now();
        await writeBackfill(tx, row.id, { state: "paused", message }, now);
      }),
    async resume(asker, backfillId) {
      const found = await findBackfill(prisma, backfillId);
      if (found !== null && isOwn(asker, found))
        await requireRight(asker, found.entity);
      return change(asker, backfillId, async (tx, row) => {
        if (row.state === "paused" || row.state === "failed")
          await queue(tx, row);
      });
    },
    cancel: (asker, backfillId) =>
      change(asker, backfillId, async (tx, row) => {
        if (!isUnderWay(row) && row.state !== "failed") return;
        const { cancelled: message } = messages;
        await writeBackfill(
          tx,
          row.id,
          { state: "cancelled", message, currentMonth: null },
          clock.now(),
        );
      }),
    ofAccount: (accountId) =>
      readBackfills(prisma, { accountId, limit: mostOfAccount }),
    async all(asker, options) {
      if (!(await runsSite(deps, asker)))
        throw new RejectedError("FORBIDDEN", messages.notAdmin);
      return readBackfills(prisma, options);
    },
    ofOperators: (entity) => findAsked(prisma, entity, null),
    async queueDue(now) {
      const before = new Date(now.getTime() - lostMs);
      const count = await database.transaction(async (tx) => {
        const rows = await takeForgotten(tx, before);
        for (const row of rows) await queue(tx, row);
        return rows.length;
      });
      if (count > 0) outbox.poke();
      return count;
    },
    implementations: [readZkillboardPageTask(deps)],
  };
}

function isUnderWay({ state }: Backfill): boolean {
  return activeStates.includes(state) || state === "paused";
}

function isOwn(asker: Asker, { accountId }: Backfill): boolean {
  return asker.kind === "account" && asker.accountId === accountId;
}

function gone(): never {
  throw new RejectedError("NOT_FOUND", messages.unknown);
}
