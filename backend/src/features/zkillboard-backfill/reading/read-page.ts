import { id as idOf, type KillmailId } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { ZkillboardMail } from "../../../platform/zkillboard/index.ts";
import {
  type Ingested,
  type Reference,
  referenceProblem,
} from "../../killmails/index.ts";
import { keepFigures } from "../../zkillboard-figures/index.ts";
import type { ZkillboardBackfillDeps } from "../deps.ts";
import { messages } from "../messages.ts";
import { monthOf, monthsBetween } from "../months.ts";
import {
  activeStates,
  type BackfillRow,
  lockBackfill,
  writeBackfill,
} from "../store/backfill-rows.ts";
import { lockMonths, readMonths, writeMonth } from "../store/month-rows.ts";
import { backfillKey, readZkillboardPage } from "../tasks.ts";
import {
  afterPage,
  isDone,
  type MonthRow,
  nextStep,
  type Step,
} from "./plan-step.ts";
import { saidFigures, shownKillmails } from "./read-mails.ts";

const source = "zkillboard";
const priority = "dormant";

/**
 * Reads the next page of the backfill: its mails, how far they brought the reading and the order for the page after it are one
 * transaction. With nothing left to read it ends the backfill. Throws what zKillboard answers with.
 */
export async function readPage(
  deps: ZkillboardBackfillDeps,
  backfill: BackfillRow,
): Promise<void> {
  const { clock, database, zkillboard } = deps;
  const { entity, askedAt } = backfill;
  const months = monthsOf(backfill, clock.now());
  const rows = await readMonths(database.prisma, entity);
  const step = nextStep(months, rows, { askedAt, now: clock.now() });
  if (step === null) {
    await database.transaction((tx) => goOn(tx, deps, backfill, null));
    return;
  }
  const { page, row } = step;
  const { mails } = await zkillboard.month(entity, row.month, page);
  const readAt = clock.now();
  const dueAt = await zkillboard.nextTurn();
  await deps.killmails.ingest({
    source,
    killmails: shownKillmails(mails),
    priority,
    async alongside(tx, { fresh, refused }) {
      const ids = mails.map(soundId);
      await goOn(tx, deps, backfill, { step, ids, fresh, readAt, dueAt });
      const said = saidFigures(mails, readAt);
      return keepFigures(tx, without(said, refused));
    },
  });
  deps.outbox.poke();
}

interface ReadPage {
  readonly step: Step;
  readonly ids: readonly number[];
  readonly fresh: number;
  readonly readAt: Date;
  /** When the next page may be asked for. */
  readonly dueAt: Date;
}

/** Notes a page that was read, and orders the next one or ends the backfill. */
async function goOn(
  tx: Transaction,
  { clock, outbox }: ZkillboardBackfillDeps,
  { id, turn }: BackfillRow,
  read: ReadPage | null,
): Promise<void> {
  const now = clock.now();
  const backfill = await lockBackfill(tx, id);
  // Read twice at a time, which costs a request and no more, or deleted with its account.
  if (backfill?.turn !== turn) return;
  const { entity, askedAt, firstMonth } = backfill;
  const rows = await lockMonths(tx, entity);
  if (read !== null && isUnmoved(rows, read.step)) {
    const row = afterPage(read.step, read);
    await writeMonth(tx, entity, row);
    rows.set(row.month, row);
  }
  const months = monthsOf(backfill, now);
  const next = nextStep(months, rows, { askedAt, now });
  const found = backfill.found + (read?.ids.length ?? 0);
  const fresh = backfill.fresh + (read?.fresh ?? 0);
  const done = months.filter((month) => isDone(rows.get(month), askedAt));
  const progress = {
    found,
    fresh,
    turn: turn + 1,
    monthsTotal: months.length,
    monthsDone: done.length,
  };
  // Paused or cancelled while the page was read: what it brought is kept, and no more is asked for.
  if (!activeStates.includes(backfill.state))
    return writeBackfill(tx, id, progress, now);
  if (next === null) {
    const cutMonths = months.filter((month) => rows.get(month)?.isCut);
    return writeBackfill(
      tx,
      id,
      {
        ...progress,
        state: "done",
        message: messages.done({ firstMonth, found, fresh, cutMonths }),
        currentMonth: null,
      },
      now,
    );
  }
  const dueAt = read?.dueAt ?? now;
  await writeBackfill(
    tx,
    id,
    {
      ...progress,
      dueAt,
      state: "running",
      message: messages.running,
      currentMonth: next.row.month,
    },
    now,
  );
  const order = { backfillId: id, turn: turn + 1 };
  const key = backfillKey(order);
  await outbox.add(tx, readZkillboardPage, order, { key, dueAt });
}

/** Nobody else who asks for the same entity has read on meanwhile. */
function isUnmoved(
  rows: ReadonlyMap<string, MonthRow>,
  { row }: Step,
): boolean {
  const now = rows.get(row.month);
  return (
    (now?.nextPage ?? 1) === row.nextPage &&
    now?.readingSince?.getTime() === row.readingSince?.getTime() &&
    now?.readAt?.getTime() === row.readAt?.getTime()
  );
}

function monthsOf({ firstMonth }: BackfillRow, now: Date): string[] {
  return monthsBetween(firstMonth, monthOf(now));
}

/** 0 for an entry the ledger refuses: what is strange about it must not become a mark of how far the month was read. */
function soundId({ killmailId, hash }: ZkillboardMail): number {
  const reference: Reference = {
    killmailId: idOf<KillmailId>(killmailId),
    hash: hash.toLowerCase(),
  };
  return referenceProblem(reference) === null ? killmailId : 0;
}

/** What no ledger row can hold has no figures either. */
function without<Said extends { reference: { killmailId: number } }>(
  said: readonly Said[],
  refused: Ingested["refused"],
): Said[] {
  const ids = new Set(
    refused.map(({ reference }): number => reference.killmailId),
  );
  return said.filter(({ reference }) => !ids.has(reference.killmailId));
}
