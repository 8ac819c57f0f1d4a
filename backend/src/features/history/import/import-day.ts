import { stat } from "node:fs/promises";
import { type Clock, RejectedError } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type {
  ArchiveSource,
  DayFetcher,
  KeptArchive,
  PlannedDay,
} from "../../../platform/everef/index.ts";
import { type HistoryDay, writeHistoryDay } from "../days/store.ts";
import { readArchive } from "../pieces/read-archive.ts";
import type { Loader } from "./create-loader.ts";
import { createTally, type Tally } from "./tally.ts";

export const everefSource = "everef";

/** How often an archive is read that changes under the reader's hands, or is fetched anew because it is damaged. */
const attempts = 3;

export interface ImportDayDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly archives: ArchiveSource;
  readonly fetcher: DayFetcher;
  readonly loader: Loader;
  /** Of the whole import. */
  readonly tally: Tally;
  readonly onLoaded: () => void;
}

/** Imports the archive of one day and notes what became of it. Throws only what stops the whole import. */
export async function importDay(
  deps: ImportDayDeps,
  { day, expected }: PlannedDay,
): Promise<void> {
  const note = (row: Omit<HistoryDay, "day" | "expected">) =>
    writeHistoryDay(
      deps.database.prisma,
      everefSource,
      { day, expected, ...row },
      deps.clock.now(),
    );
  await note({ ...nothing, state: "importing" });
  let reason = "";
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const archive = await deps.fetcher.fetch(day);
    if (archive === null) {
      reason = `There is no archive of ${day}`;
      break;
    }
    if ("problem" in archive) {
      reason = archive.problem;
      break;
    }
    const { etag, bytes } = archive;
    const read = await readOnce(deps, archive);
    if (read.problem === null) {
      await note({
        ...read.counts,
        etag,
        bytes,
        state: "imported",
        message: null,
      });
      await deps.archives.release(archive);
      return;
    }
    reason = read.problem;
    if (!read.mayTryAgain) break;
  }
  await note({ ...nothing, state: "failed", message: reason });
  deps.tally.fail(reason);
}

const nothing = {
  imported: 0,
  doubtful: 0,
  refused: 0,
  etag: null,
  bytes: null,
  message: null,
};

async function readOnce(
  { archives, loader, tally, onLoaded }: ImportDayDeps,
  archive: KeptArchive,
) {
  const { path } = archive;
  const own = createTally(tally);
  const before = await stampOf(path);
  try {
    await loader.loadAll(
      readArchive(path, (sentence) => own.refuse(sentence)),
      everefSource,
      (loaded) => {
        own.add(loaded);
        onLoaded();
      },
    );
  } catch (error) {
    const isChanged = (await stampOf(path)) !== before;
    if (!(error instanceof RejectedError) || error.code !== "ARCHIVE_DAMAGED")
      throw error;
    return {
      problem: isChanged ? rewritten(path) : error.message,
      mayTryAgain: isChanged || (await archives.discard(archive)),
      counts: null,
    };
  }
  if ((await stampOf(path)) !== before)
    return { problem: rewritten(path), mayTryAgain: true, counts: null };
  const { stored, known, doubtful, refused } = own.counts();
  return {
    problem: null,
    mayTryAgain: false,
    counts: { imported: stored + known + doubtful, doubtful, refused },
  };
}

function rewritten(path: string): string {
  return `${path} was rewritten again and again while it was read`;
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return `${ino} ${size} ${mtimeMs}`;
}
