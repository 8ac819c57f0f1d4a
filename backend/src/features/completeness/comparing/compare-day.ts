import {
  type Clock,
  id,
  type KillmailId,
  type Priority,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Day } from "../../../platform/everef/index.ts";
import {
  countPublicMails,
  readPublicReferences,
  type Reference,
} from "../../killmails/index.ts";
import type { CompletenessDay } from "../completeness.ts";
import { awayBecause, type Totals } from "../sources/ask-totals.ts";
import type { DayList, DaySource } from "../sources/day-source.ts";
import { readDays, writeDay } from "../store/day-rows.ts";
import {
  type Expected,
  expectedOf,
  isMostlyAbsent,
  isSettled,
} from "./expected.ts";
import { type DayVerdict, judgeDay } from "./judge-day.ts";
import { takeMissing, type TakeMissingDeps } from "./take-missing.ts";

export interface CompareDeps extends TakeMissingDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly sources: readonly DaySource[];
  readonly totals: () => Promise<readonly Totals[]>;
}

/** A list that was read, of a source. */
interface ReadList {
  readonly source: DaySource;
  readonly list: DayList;
}

/**
 * Compares one day with every source whose total differs from what is here, takes in what is missing if told to, and
 * writes what was found. `awaited` are mails of the day that ESI is to be asked for.
 */
export async function compareDay(
  deps: CompareDeps,
  day: Day,
  options: {
    isFixing: boolean;
    priority: Priority;
  },
): Promise<{ row: CompletenessDay; awaited: readonly Reference[] }> {
  const { prisma } = deps.database;
  const [known] = await readDays(prisma, { from: day, to: day });
  const expected = expectedOf(day, deps.sources, await deps.totals(), known);
  const have = await countPublicMails(prisma, day);
  if (isSettled(expected, have, known)) {
    const row = settledDay(deps, { day, expected, have, known });
    await writeDay(prisma, row);
    return { row, awaited: [] };
  }
  if (!options.isFixing && isMostlyAbsent(expected, have)) {
    const row = absentDay(deps, { day, expected, have, known });
    await writeDay(prisma, row);
    return { row, awaited: [] };
  }
  const { lists, problems } = await readLists(expected, day, have);
  try {
    const found = await judge(deps, day, lists);
    if (options.isFixing && found.missing.length > 0)
      await takeMissing(deps, lists, found, options.priority);
    const after =
      options.isFixing && found.missing.length > 0
        ? await judge(deps, day, lists)
        : found;
    const unread = expected.filter(
      ({ source }) => !lists.some((one) => one.source === source),
    );
    const row = describeDay(deps, {
      day,
      expected,
      have: await countPublicMails(prisma, day),
      known,
      verdict: after,
      unread,
      problems,
    });
    await writeDay(prisma, row);
    return { row, awaited: after.awaited };
  } finally {
    for (const { list } of lists) await list.close();
  }
}

/** What can be said of a day without reading any list: what is missing follows from the totals. */
export function describeByTotals(
  { clock }: Pick<CompareDeps, "clock">,
  about: {
    day: Day;
    expected: readonly Expected[];
    have: number;
    known: CompletenessDay | undefined;
    message: string;
  },
): CompletenessDay {
  const { day, expected, have, known } = about;
  const { rejected = 0, expired = 0 } = known ?? {};
  const problems = expected.flatMap(({ problem }) => problem ?? []);
  return {
    day,
    ...countsOf(expected),
    have,
    missing: deficit(expected, have + rejected + expired),
    rejected,
    expired,
    checkedAt: clock.now(),
    message: [...problems, about.message].join(" "),
  };
}

/** A day that nobody has imported: no list is read for it. */
export function absentDay(
  deps: Pick<CompareDeps, "clock">,
  about: Omit<Parameters<typeof describeByTotals>[1], "message">,
): CompletenessDay {
  const { day } = about;
  const message = `Most of this day is not here: npm run import:everef -- --from ${day} --to ${day} brings it.`;
  return describeByTotals(deps, { ...about, message });
}

/** A day of which nothing is missing, as far as the sources answer. */
export function settledDay(
  { clock }: Pick<CompareDeps, "clock">,
  {
    day,
    expected,
    have,
    known,
  }: {
    day: Day;
    expected: readonly Expected[];
    have: number;
    known: CompletenessDay | undefined;
  },
): CompletenessDay {
  const problems = expected.flatMap(({ problem }) => problem ?? []);
  return {
    day,
    ...countsOf(expected),
    have,
    missing: 0,
    rejected: known?.rejected ?? 0,
    expired: known?.expired ?? 0,
    checkedAt: clock.now(),
    message: problems.length === 0 ? null : problems.join(" "),
  };
}

function describeDay(
  { clock }: CompareDeps,
  about: {
    day: Day;
    expected: readonly Expected[];
    have: number;
    known: CompletenessDay | undefined;
    verdict: DayVerdict;
    unread: readonly Expected[];
    problems: readonly string[];
  },
): CompletenessDay {
  const { day, expected, have, known, verdict, unread } = about;
  const { rejected, expired, awaited } = verdict;
  // What a list that could not be read holds, only its total and the last comparison say.
  const isUnsure = unread.some(({ count }) => count !== null && count > have);
  const missing = Math.max(
    verdict.missingMails,
    isUnsure ? (known?.missing ?? 0) : 0,
    deficit(unread, have + rejected + expired),
  );
  const sentences = [
    ...about.problems,
    ...(awaited.length > 0
      ? [
          `${mails(awaited.length)} ${awaited.length === 1 ? "waits" : "wait"} to be fetched from ESI.`,
        ]
      : []),
    ...(verdict.lost.length > 0
      ? [
          `${mails(verdict.lost.length)} should be here and ${verdict.lost.length === 1 ? "is" : "are"} not: npm run verify says more.`,
        ]
      : []),
  ];
  return {
    day,
    ...countsOf(expected),
    have,
    missing,
    rejected,
    expired,
    checkedAt: clock.now(),
    message: sentences.length === 0 ? null : sentences.join(" "),
  };
}

async function readLists(
  expected: readonly Expected[],
  day: Day,
  have: number,
): Promise<{ lists: ReadList[]; problems: string[] }> {
  const lists: ReadList[] = [];
  const problems: string[] = [];
  for (const { source, count, problem } of expected) {
    if (problem !== null) problems.push(problem);
    if (problem !== null || count === null || count === have) continue;
    const { title } = source;
    try {
      const list = await source.list(day);
      if (list === null)
        problems.push(
          `${title} counts ${mails(count)} and has no list of them.`,
        );
      else {
        lists.push({ source, list });
        if (list.hashes.size !== count)
          problems.push(
            `${title} counts ${mails(count)} and lists ${list.hashes.size}: its files are being rewritten, or disagree.`,
          );
      }
    } catch (error) {
      problems.push(awayBecause(source, error));
    }
  }
  return { lists, problems };
}

async function judge(
  { database }: CompareDeps,
  day: Day,
  lists: readonly ReadList[],
): Promise<DayVerdict> {
  const listed = unionOf(lists.map(({ list }) => list.hashes));
  const ids = new Set(listed.map(({ killmailId }) => killmailId));
  const known = await readPublicReferences(database.prisma, day, [...ids]);
  return judgeDay(listed, known);
}

/** Each listed reference once. */
function unionOf(lists: readonly ReadonlyMap<number, string>[]): Reference[] {
  const byKey = new Map<string, Reference>();
  for (const hashes of lists)
    for (const [killmailId, given] of hashes) {
      const hash = given.toLowerCase();
      byKey.set(`${killmailId} ${hash}`, {
        killmailId: id<KillmailId>(killmailId),
        hash,
      });
    }
  return [...byKey.values()];
}

function countsOf(
  expected: readonly Expected[],
): Pick<CompletenessDay, "zkillboard" | "everef"> {
  const countOf = (key: DaySource["key"]) =>
    expected.find(({ source }) => source.key === key)?.count ?? null;
  return { zkillboard: countOf("zkillboard"), everef: countOf("everef") };
}

function deficit(expected: readonly Expected[], accounted: number): number {
  return Math.max(0, ...expected.map(({ count }) => (count ?? 0) - accounted));
}

function mails(count: number): string {
  return count === 1 ? "1 killmail" : `${count} killmails`;
}
