import type { Logger } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { KillmailEffect } from "../killmail-effect.ts";
import type { LaterEffect } from "../later-effect.ts";
import {
  detachPartition,
  dropPartition,
  forgetMarked,
  markExpired,
  type Partition,
  readKeptFrom,
  readPartitions,
  readUnmarked,
  writeKeptFrom,
} from "../store/retention.ts";

export interface KeepPartitionsDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly effects: readonly KillmailEffect[];
  readonly laterEffects: readonly LaterEffect[];
  readonly ensurePartitions: (moments: readonly Date[]) => Promise<void>;
  /** How old mails get before their year is taken out; null: they stay. */
  readonly retentionYears: number | null;
}

/** Of the current year and of so many that follow there are partitions before the first mail of theirs. */
const yearsAhead = 2;
const batchSize = 1_000;
/** Other duties wait meanwhile; the rest follows a minute later. */
const longestMs = 20_000;

/** `Killmails.keepPartitions`. */
export function createKeepPartitions(
  deps: KeepPartitionsDeps,
): (now: Date) => Promise<number> {
  let doneOn = "";
  return async (now) => {
    const year = now.getUTCFullYear();
    await deps.ensurePartitions(
      Array.from({ length: yearsAhead + 1 }, (_, ahead) =>
        startOf(year + ahead),
      ),
    );
    const day = now.toISOString().slice(0, 10);
    if (day === doneOn) return 0;
    const { expired, isDone } = await expireYears(deps, now);
    if (isDone) doneOn = day;
    return expired;
  };
}

/**
 * Takes out the years that are over for as long as the retention says. What is left to do follows from the tables alone
 * wherever it broke off: a year is detached first, so that nobody sees or stores mails of it any more, then the ledger
 * is marked, then it is dropped.
 */
async function expireYears(
  deps: KeepPartitionsDeps,
  now: Date,
): Promise<{ expired: number; isDone: boolean }> {
  const { database, retentionYears } = deps;
  const { prisma } = database;
  const end = performance.now() + longestMs;
  const keptFrom = await readKeptFrom(prisma);
  if (keptFrom === null && retentionYears === null)
    return { expired: 0, isDone: true };
  const partitions = await readPartitions(prisma);
  // Only what a retention has begun with: somebody may have put a year aside by hand.
  const broken = partitions.filter(
    ({ state, year }) =>
      state !== "attached" && keptFrom !== null && startOf(year) < keptFrom,
  );
  const firstKept =
    retentionYears === null ? -Infinity : now.getUTCFullYear() - retentionYears;
  const isOver = ({ state, year }: Partition) =>
    state === "attached" && year < firstKept;
  let expired = 0;
  const takeOutAll = async (years: Iterable<number>) => {
    for (const year of years) {
      const own = partitions.filter((one) => one.year === year);
      const taken = await takeOutYear(deps, year, own, end);
      expired += taken.expired;
      if (!taken.isDone) return false;
    }
    return true;
  };
  if (!(await takeOutAll(yearsOf(broken)))) return { expired, isDone: false };
  await writeKeptFrom(
    prisma,
    retentionYears === null ? null : startOf(firstKept),
  );
  const done = new Set(yearsOf(broken));
  const over = yearsOf(partitions.filter(isOver));
  const isDone = await takeOutAll(over.filter((year) => !done.has(year)));
  return { expired, isDone };
}

async function takeOutYear(
  { database, effects, laterEffects, log }: KeepPartitionsDeps,
  year: number,
  partitions: readonly Partition[],
  end: number,
): Promise<{ expired: number; isDone: boolean }> {
  const mails = partitions.find(({ table }) => table === "killmails");
  if (mails?.state === "attached") await forgetMarked(database.prisma);
  for (const partition of partitions)
    if (!(await detachPartition(database, partition))) {
      log.info(
        { year },
        "Expired killmails are still being read: they go later",
      );
      return { expired: 0, isDone: false };
    }
  let expired = 0;
  while (mails !== undefined) {
    const count = await database.transaction(async (tx) => {
      const held = await readUnmarked(tx, year, batchSize);
      const bodies =
        effects.length === 0
          ? []
          : held.map((mail) => ({ ...mail, esi: mail.esi() }));
      for (const effect of effects) await effect.withdraw?.(tx, bodies);
      await markExpired(tx, year, held);
      // Behind it, when their references are locked: whoever derives something just now has come before.
      const ids = held.map(({ killmailId }) => killmailId);
      for (const effect of laterEffects)
        await effect.forget(tx, ids, "expired");
      return held.length;
    });
    expired += count;
    if (count < batchSize) break;
    if (performance.now() > end) return { expired, isDone: false };
  }
  // The mails last: as long as they are there, the year is not done.
  for (const table of ["killmail_involvements", "killmails"] as const)
    await dropPartition(database.prisma, { table, year });
  log.info({ year, mails: expired }, "Killmails of a year expired");
  return { expired, isDone: true };
}

function yearsOf(partitions: readonly Partition[]): number[] {
  return [...new Set(partitions.map(({ year }) => year))].sort((a, b) => a - b);
}

function startOf(year: number): Date {
  return new Date(Date.UTC(year, 0, 1));
}
