import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import type { ArchiveSource } from "./day-archives.ts";
import type { Day, KeptArchive } from "./everef.ts";

/** So many days one after the other that are not given are no trouble of theirs: the source is away. */
const mostInRow = 3;

/** Brings the archives of one import. A file that is not given is that day's trouble, and keeps no other away. */
export interface DayFetcher {
  /** The archive, or why it is not given; null: there is none. Throws only what stops the whole import, such as a full disk. */
  fetch(day: Day): Promise<KeptArchive | { readonly problem: string } | null>;
  /** What to end the import with, when the last days were not given one after the other; null: it may go on. */
  away(): UnavailableError | null;
}

export function createDayFetcher(
  archives: Pick<ArchiveSource, "fetch">,
): DayFetcher {
  let notGiven: Day[] = [];
  let last: Error | null = null;
  return {
    async fetch(day) {
      try {
        const archive = await archives.fetch(day);
        notGiven = [];
        return archive;
      } catch (error) {
        if (!isOfThatDay(error)) throw error;
        notGiven.push(day);
        last = error;
        return { problem: `${day} could not be had: ${error.message}` };
      }
    },
    away: () =>
      notGiven.length < mostInRow
        ? null
        : new UnavailableError(
            `${notGiven.length} days in a row could not be had (${notGiven.join(", ")}), the last since ${last?.message}. Start it again later: it goes on, and takes these days last.`,
            { cause: last },
          ),
  };
}

function isOfThatDay(error: unknown): error is Error {
  return (
    error instanceof UnavailableError ||
    (error instanceof RejectedError && error.code === "TOO_LARGE")
  );
}
