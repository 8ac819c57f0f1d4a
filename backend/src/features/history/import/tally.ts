import type { LoadedPiece } from "../../killmails/index.ts";
import type { ImportCounts, ImportReport } from "../history.ts";

const mostComplaints = 100;

/** Adds up what became of pieces. */
export interface Tally {
  add(loaded: LoadedPiece): void;
  /** Something no mail can be made of. */
  refuse(sentence: string): void;
  /** A file, or day, of which not everything could be taken. */
  fail(sentence: string): void;
  counts(): ImportCounts;
  report(): ImportReport;
}

/** With a `parent` everything counts there as well. */
export function createTally(parent?: Tally): Tally {
  const counts = { stored: 0, known: 0, doubtful: 0, refused: 0 };
  /** Of these none is left out, however much else there is to complain of. */
  const failures: string[] = [];
  const complaints: string[] = [];
  const ignoredKeys = new Map<string, number>();

  function complain(sentence: string): void {
    if (complaints.length < mostComplaints) complaints.push(sentence);
  }

  return {
    add(loaded) {
      counts.stored += loaded.stored;
      counts.known += loaded.known;
      counts.doubtful += loaded.doubtful.length;
      counts.refused += loaded.refused.length + loaded.unreadable.length;
      for (const { reason } of loaded.refused) complain(reason);
      for (const { beginning, reason } of loaded.unreadable)
        complain(`Not a killmail (${reason}): ${beginning}`);
      for (const [key, count] of loaded.ignoredKeys)
        ignoredKeys.set(key, (ignoredKeys.get(key) ?? 0) + count);
      parent?.add(loaded);
    },
    refuse(sentence) {
      counts.refused++;
      complain(sentence);
      parent?.refuse(sentence);
    },
    fail(sentence) {
      failures.push(sentence);
      parent?.fail(sentence);
    },
    counts: () => ({ ...counts }),
    report: () => ({
      ...counts,
      complaints: [...failures, ...complaints],
      ignoredKeys,
      failed: failures.length,
    }),
  };
}
