import { RejectedError } from "../../../kernel/index.ts";
import { openBzip2 } from "../../../platform/archives/index.ts";
import type {
  ArchiveSource,
  DayFetcher,
  KeptArchive,
  PlannedDay,
} from "../../../platform/everef/index.ts";
import { dayNamed } from "../days.ts";
import {
  type MarketHistoryFile,
  readMarketHistory,
} from "./read-market-history.ts";

export type ReadDay =
  | {
      readonly planned: PlannedDay;
      readonly archive: KeptArchive;
      readonly file: MarketHistoryFile;
    }
  | { readonly planned: PlannedDay; readonly problem: string };

/** How often a damaged file is fetched anew. */
const attempts = 3;

/** Brings and reads the file of one day. Throws only what stops the whole import. */
export async function readDay(
  { archives, fetcher }: { archives: ArchiveSource; fetcher: DayFetcher },
  planned: PlannedDay,
): Promise<ReadDay> {
  const { day } = planned;
  for (let attempt = 1; ; attempt++) {
    const archive = await fetcher.fetch(day);
    if (archive === null)
      return { planned, problem: `There is no market history of ${day}` };
    if ("problem" in archive) return { planned, problem: archive.problem };
    try {
      const file = await readMarketHistory(
        openBzip2(archive.path),
        dayNamed(day) ?? 0,
      );
      return { planned, archive, file };
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error;
      const mayTryAgain = await archives.discard(archive);
      if (!mayTryAgain || attempt === attempts)
        return { planned, problem: `${archive.path}: ${error.message}` };
    }
  }
}
