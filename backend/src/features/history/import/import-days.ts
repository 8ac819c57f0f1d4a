import { join } from "node:path";
import type { Clock } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import {
  archivesInFolder,
  createDayFetcher,
  downloadedArchives,
  type PublishedDays,
  planDays,
  type PlannedDay,
} from "../../../platform/everef/index.ts";
import type { Killmails } from "../../killmails/index.ts";
import { isComplete } from "../days/is-complete.ts";
import { readHistoryDays } from "../days/store.ts";
import type { DaysReport, History } from "../history.ts";
import { createLoader } from "./create-loader.ts";
import { everefSource, importDay } from "./import-day.ts";
import { createTally } from "./tally.ts";

export interface ImportDaysDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly killmails: Pick<Killmails, "bulk">;
  /** EVE Ref's archives of killmails. */
  readonly everef: PublishedDays;
  /** Where downloads go. */
  readonly dataDir: string;
}

/** While one archive is loaded the next is fetched and unpacked. */
const daysAtOnce = 2;

/** `History.importDays`. */
export async function importDays(
  deps: ImportDaysDeps,
  days: Parameters<History["importDays"]>[0],
  options: NonNullable<Parameters<History["importDays"]>[1]>,
): Promise<DaysReport> {
  const { folder, isForced = false, isKeeping = false, signal } = options;
  const archives =
    folder === undefined
      ? downloadedArchives(deps.everef, join(deps.dataDir, "everef"), isKeeping)
      : await archivesInFolder(deps.everef, folder);
  const known = await readHistoryDays(deps.database.prisma, everefSource, days);
  const { wanted, passedOver } = planDays(await archives.days(), days, {
    isHere: (offered) =>
      !isForced && isComplete(known.get(offered.day), offered),
    hasFailed: (day) => known.get(day)?.state === "failed",
  });
  const tally = createTally();
  const bulk = deps.killmails.bulk();
  const progress = createProgress(wanted, tally, options.onProgress);
  try {
    const loader = createLoader(bulk, signal);
    const fetcher = createDayFetcher(archives);
    let isStopped = false;
    const queue = [...wanted];
    const work = async () => {
      for (let day = queue.shift(); day && !isStopped; day = queue.shift()) {
        signal?.throwIfAborted();
        const { day: at } = day;
        const onLoaded = () => progress.tell(at);
        await importDay(
          { ...deps, archives, fetcher, loader, tally, onLoaded },
          day,
        );
        progress.finish(day);
        const away = fetcher.away();
        if (away !== null) throw away;
      }
    };
    const works = Array.from({ length: daysAtOnce }, () =>
      work().catch((error: unknown) => {
        isStopped = true;
        throw error;
      }),
    );
    // All of them have ended before the connection is closed under them.
    await Promise.allSettled(works);
    await Promise.all(works);
    const report = tally.report();
    const imported = wanted.length - report.failed;
    return { ...report, imported, passedOver };
  } finally {
    await bulk.close();
  }
}

/** In mails where the number of all of them is known, in days otherwise. */
function createProgress(
  wanted: readonly PlannedDay[],
  tally: ReturnType<typeof createTally>,
  onProgress: NonNullable<Parameters<History["importDays"]>[1]>["onProgress"],
) {
  const isCounted = wanted.every(({ expected }) => expected !== null);
  const of = isCounted
    ? wanted.reduce((sum, { expected }) => sum + (expected ?? 0), 0)
    : wanted.length;
  let daysDone = 0;
  const tell = (at: string) => {
    const counts = tally.counts();
    const mails =
      counts.stored + counts.known + counts.doubtful + counts.refused;
    const done = isCounted ? Math.min(mails, of) : daysDone;
    onProgress?.({ at, done, of, ...counts });
  };
  return {
    tell,
    finish({ day }: PlannedDay) {
      daysDone++;
      tell(day);
    },
  };
}
