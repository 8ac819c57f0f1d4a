import { join } from "node:path";
import {
  archivesInFolder,
  type ArchiveSource,
  createDayFetcher,
  type DayFetcher,
  downloadedArchives,
  planDays,
  type PlannedDay,
} from "../../../platform/everef/index.ts";
import { dayNamed } from "../days.ts";
import type { PricesDeps } from "../deps.ts";
import { keepPrices } from "../keep-prices.ts";
import type { PriceImportReport, Prices } from "../prices.ts";
import { countRefusals, type Refusals, refuse } from "../read-cents.ts";
import {
  lockHistoryDays,
  readHistoryDays,
  writeHistoryDay,
} from "../store/market-history-days.ts";
import type { DayPrice } from "../store/price-blocks.ts";
import { isHere } from "./is-here.ts";
import { readDay, type ReadDay } from "./read-day.ts";

export type ImportDaysDeps = Pick<
  PricesDeps,
  "database" | "clock" | "outbox" | "log" | "everef" | "dataDir"
>;

/** One file is read while a program unpacks the next one. */
const readersAtOnce = 2;
/** As many days as share a row (`price_blocks`), so that each row is written once. */
const daysAtOnce = 32;
const mostComplaints = 100;

/** `Prices.importDays`. */
export async function importDays(
  deps: ImportDaysDeps,
  days: Parameters<Prices["importDays"]>[0],
  options: NonNullable<Parameters<Prices["importDays"]>[1]> = {},
): Promise<PriceImportReport> {
  const { folder, isForced = false, isKeeping = false, signal } = options;
  const archives =
    folder === undefined
      ? downloadedArchives(deps.everef, join(deps.dataDir, "everef"), isKeeping)
      : await archivesInFolder(deps.everef, folder);
  const known = await readHistoryDays(deps.database.prisma, days);
  const { wanted, passedOver } = planDays(await archives.days(), days, {
    isHere: (offered) => !isForced && isHere(known.get(offered.day), offered),
    hasFailed: (day) => known.get(day)?.state === "failed",
  });
  const fetcher = createDayFetcher(archives);
  const tally = createTally(passedOver);
  let done = 0;
  for (const part of inBlocks(wanted)) {
    const { read, failures } = await readAll({ archives, fetcher }, part, {
      signal,
      onRead: ({ planned: { day: at } }) => {
        done++;
        const { prices } = tally.report();
        options.onProgress?.({ at, done, of: wanted.length, prices });
      },
    });
    // What was read is kept, whatever stopped the rest.
    await keepDays(deps, archives, read, tally);
    if (failures.length > 0) throw failures[0];
    const away = fetcher.away();
    if (away !== null) throw away;
    signal?.throwIfAborted();
  }
  return tally.report();
}

async function readAll(
  from: { archives: ArchiveSource; fetcher: DayFetcher },
  days: readonly PlannedDay[],
  {
    signal,
    onRead,
  }: { signal: AbortSignal | undefined; onRead: (read: ReadDay) => void },
): Promise<{ read: ReadDay[]; failures: unknown[] }> {
  const queue = [...days];
  const read: ReadDay[] = [];
  const failures: unknown[] = [];
  const work = async () => {
    for (let day = queue.shift(); day; day = queue.shift()) {
      if (signal?.aborted === true || failures.length > 0) return;
      if (from.fetcher.away() !== null) return;
      const one = await readDay(from, day);
      read.push(one);
      onRead(one);
    }
  };
  await Promise.all(
    Array.from({ length: readersAtOnce }, () =>
      work().catch((error: unknown) => failures.push(error)),
    ),
  );
  return { read, failures };
}

/** Prices and the note that they are here, in one transaction: an import that is broken off goes on where it was. */
async function keepDays(
  { database, clock, outbox, log }: ImportDaysDeps,
  archives: ArchiveSource,
  read: readonly ReadDay[],
  tally: ReturnType<typeof createTally>,
): Promise<void> {
  if (read.length === 0) return;
  const outcome = await database.transaction(async (tx) => {
    await lockHistoryDays(tx);
    const names = read.map(({ planned }) => planned.day).sort();
    const known = await readHistoryDays(tx, {
      from: names[0] ?? "",
      to: names.at(-1) ?? "",
    });
    const prices: DayPrice[] = [];
    const kept: ReadDay[] = [];
    for (const one of read) {
      const { day, expected } = one.planned;
      const before = known.get(day);
      const noted = { day, expected };
      if ("problem" in one) {
        // A day that is here stays here.
        if (before?.state !== "imported")
          await writeHistoryDay(
            tx,
            { ...nothing, ...noted, message: one.problem },
            clock.now(),
          );
        continue;
      }
      const { file, archive } = one;
      if (isOlder(file.modifiedAt, before?.modifiedAt)) continue;
      const number = dayNamed(day) ?? 0;
      for (const price of file.prices) prices.push({ ...price, day: number });
      await writeHistoryDay(
        tx,
        {
          ...noted,
          rows: file.rows,
          prices: file.prices.length,
          refused: countRefusals(file.refusals),
          etag: archive.etag,
          modifiedAt: file.modifiedAt,
          state: "imported",
          message: null,
        },
        clock.now(),
      );
      kept.push(one);
    }
    await keepPrices(tx, outbox, "the-forge", prices);
    return kept;
  });
  outbox.poke();
  for (const one of read) {
    tally.add(one, outcome.includes(one));
    if ("problem" in one) continue;
    await archives.release(one.archive);
    const { refusals } = one.file;
    if (refusals.size > 0)
      log.warn(
        { day: one.planned.day, refused: Object.fromEntries(refusals) },
        "Prices that can be none were left out",
      );
  }
}

const nothing = {
  rows: 0,
  prices: 0,
  refused: 0,
  etag: null,
  modifiedAt: null,
  state: "failed",
} as const;

/** Files are rewritten; one that was kept for long may hold less than what is here since. */
function isOlder(read: Date | null, known: Date | null | undefined): boolean {
  return read !== null && known != null && read < known;
}

function* inBlocks(days: readonly PlannedDay[]): Generator<PlannedDay[]> {
  const blockOf = ({ day }: PlannedDay) =>
    Math.floor((dayNamed(day) ?? 0) / daysAtOnce);
  let part: PlannedDay[] = [];
  for (const day of days) {
    if (part[0] !== undefined && blockOf(part[0]) !== blockOf(day)) {
      yield part;
      part = [];
    }
    part.push(day);
  }
  if (part.length > 0) yield part;
}

function createTally(passedOver: number) {
  const refusals: Refusals = new Map();
  const complaints: string[] = [];
  const counts = { imported: 0, outdated: 0, failed: 0, prices: 0 };
  return {
    add(read: ReadDay, isKept: boolean): void {
      if ("problem" in read) {
        counts.failed++;
        if (complaints.length < mostComplaints) complaints.push(read.problem);
        return;
      }
      for (const [reason, count] of read.file.refusals)
        refuse(refusals, reason, count);
      if (!isKept) counts.outdated++;
      else {
        counts.imported++;
        counts.prices += read.file.prices.length;
      }
    },
    report: (): PriceImportReport => ({
      ...counts,
      passedOver,
      refusals,
      complaints,
    }),
  };
}
