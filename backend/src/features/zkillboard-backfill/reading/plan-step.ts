import { canSettle, isOver } from "../months.ts";

/** How far the list of a month was read. */
export interface MonthRow {
  readonly month: string;
  /** Where a reading that is under way goes on ... */
  readonly nextPage: number;
  /** ... which began then; null: none is. */
  readonly readingSince: Date | null;
  /** The highest id it has listed. */
  readonly readingTop: number | null;
  /** When one last came to its end. */
  readonly readAt: Date | null;
  /** The highest id that was listed then. */
  readonly readTop: number | null;
  /** Nobody has to ask for it again. */
  readonly isSettled: boolean;
  /** It holds more than zKillboard shows. */
  readonly isCut: boolean;
}

/** The page to ask for next. */
export interface Step {
  readonly page: number;
  /** How far the month was read before. */
  readonly row: MonthRow;
  /** When the reading it belongs to began. */
  readonly since: Date;
}

/** What a page came to. */
export interface PageResult {
  /** As they are listed; 0 for an entry whose id no ledger can hold. */
  readonly ids: readonly number[];
  /** How many of them were not public here before. */
  readonly fresh: number;
  readonly readAt: Date;
}

/** zKillboard shows no more of a list. */
const lastPage = 100;
/** A page holds 200. One of far fewer is the last one, unless young mails were left out; should pages get smaller one day, they are not taken for last ones. */
const shortPage = 100;

/** The first page that is still to be read of these months, for somebody who asked at `askedAt`; null: all were. */
export function nextStep(
  months: readonly string[],
  rows: ReadonlyMap<string, MonthRow>,
  { askedAt, now }: { askedAt: Date; now: Date },
): Step | null {
  const month = months.find((one) => !isDone(rows.get(one), askedAt));
  if (month === undefined) return null;
  const row = rows.get(month) ?? unread(month);
  return {
    row,
    page: row.readingSince === null ? 1 : row.nextPage,
    since: row.readingSince ?? now,
  };
}

/** Whether there is nothing more to be read of a month for somebody who asked at `askedAt`. */
export function isDone(row: MonthRow | undefined, askedAt: Date): boolean {
  if (row === undefined) return false;
  return row.isSettled || (row.readAt !== null && row.readAt >= askedAt);
}

/** How far the month is read after the page. */
export function afterPage(step: Step, result: PageResult): MonthRow {
  const { row, page, since } = step;
  const { ids, readAt } = result;
  const isEmpty = ids.length === 0;
  const isLast =
    isEmpty || (isOver(row.month, readAt) && ids.length < shortPage);
  const isCut = !isLast && page >= lastPage;
  const top = Math.max(page === 1 ? 0 : (row.readingTop ?? 0), ...ids);
  if (!isLast && !isCut && !reachesWhatIsRead(step, result))
    return {
      ...row,
      nextPage: page + 1,
      readingSince: since,
      readingTop: top,
    };
  return {
    ...row,
    nextPage: 1,
    readingSince: null,
    readingTop: null,
    readAt,
    readTop: Math.max(top, row.readTop ?? 0),
    isSettled: canSettle(row.month, since),
    isCut,
  };
}

/** A list that goes on below what was read to its end before, and brings nothing new, is not read again, unless it is for good. */
function reachesWhatIsRead(
  { row: { month, readAt, readTop }, since }: Step,
  { ids, fresh }: PageResult,
): boolean {
  if (readAt === null || readTop === null || canSettle(month, since))
    return false;
  const listed = ids.filter((id) => id > 0);
  return fresh === 0 && listed.some((id) => id <= readTop);
}

function unread(month: string): MonthRow {
  return {
    month,
    nextPage: 1,
    readingSince: null,
    readingTop: null,
    readAt: null,
    readTop: null,
    isSettled: false,
    isCut: false,
  };
}
