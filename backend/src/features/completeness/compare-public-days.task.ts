import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import type { Day } from "../../platform/everef/index.ts";
import { countPublicMails } from "../killmails/index.ts";
import {
  absentDay,
  type CompareDeps,
  describeByTotals,
  settledDay,
} from "./comparing/compare-day.ts";
import {
  type Expected,
  expectedOf,
  isDue,
  isMostlyAbsent,
  isSettled,
} from "./comparing/expected.ts";
import type { CompletenessDay } from "./completeness.ts";
import { dayBefore, daysBetween, firstDay } from "./days-between.ts";
import { readDays, writeDay } from "./store/day-rows.ts";
import { comparePublicDay, comparePublicDays } from "./tasks.ts";

/** The nightly comparison always looks at so many days, in which most late mails come in. */
const recentDays = 3;
/** Of so many days lists are read in one night; the others wait for the next. */
const mostListed = 100;

interface DueDay {
  readonly day: Day;
  readonly expected: readonly Expected[];
  readonly known: CompletenessDay | undefined;
}

/** Compares all days by their totals, and orders the reading of lists where these say that something is missing. */
export function comparePublicDaysTask(deps: CompareDeps): TaskImplementation {
  const { database, clock, outbox } = deps;
  const { prisma } = database;

  async function dueDays(): Promise<DueDay[]> {
    const totals = await deps.totals();
    const last = dayBefore(clock.now(), 1);
    const recent = daysBetween({
      from: dayBefore(clock.now(), recentDays),
      to: last,
    });
    const rows = await readDays(prisma, { from: firstDay, to: last });
    const known = new Map(rows.map((row) => [row.day, row]));
    const days = new Set([
      ...recent,
      ...known.keys(),
      ...totals.flatMap(({ counts }) => [...(counts?.keys() ?? [])]),
    ]);
    return [...days]
      .filter((day) => day <= last)
      .sort((a, b) => (a < b ? 1 : -1))
      .map((day) => ({
        day,
        expected: expectedOf(day, deps.sources, totals, known.get(day)),
        known: known.get(day),
      }))
      .filter((one) => isDue(one.expected, one.known, recent.includes(one.day)))
      .sort((a, b) => turnOf(a) - turnOf(b));

    /** Recent days, then those whose last look is the longest ago: a day that stays unfinished keeps none from its turn. Of equal ones the newest first. */
    function turnOf({ day, known }: DueDay): number {
      return recent.includes(day) ? -1 : (known?.checkedAt.getTime() ?? 0);
    }
  }

  return implementTask(comparePublicDays, async (_, { priority, log }) => {
    const listed: Day[] = [];
    const due = await dueDays();
    for (const { day, expected, known } of due) {
      const have = await countPublicMails(prisma, day);
      const about = { day, expected, have, known };
      if (isSettled(expected, have, known))
        await writeDay(prisma, settledDay(deps, about));
      else if (isMostlyAbsent(expected, have))
        await writeDay(prisma, absentDay(deps, about));
      else {
        if (listed.length < mostListed) listed.push(day);
        if (known === undefined)
          await writeDay(
            prisma,
            describeByTotals(deps, { ...about, message: waiting }),
          );
      }
    }
    await database.transaction((tx) =>
      outbox.addMany(
        tx,
        comparePublicDay,
        listed.map((day) => ({ day })),
        { priority, key: ({ day }) => day },
      ),
    );
    outbox.poke();
    log.info(
      { due: due.length, listed: listed.length },
      "Compared days with the totals of public sources",
    );
  });
}

const waiting = "Which killmails are missing is still to be looked up.";
