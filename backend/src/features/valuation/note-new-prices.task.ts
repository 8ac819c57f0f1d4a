import {
  type Clock,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { firstDay, noteDueDays } from "./store/due-days.ts";
import { noteNewPrices } from "./tasks.ts";
import { dayOf } from "./value/kill-day.ts";
import { longestLookBackDays, mostDays } from "./value/mean-of-days.ts";

/** Prices come a day after the other, or a type after the other: what they concern is valued when none has come for a while. */
const waitMs = { allTypes: 10 * 60_000, someTypes: 60_000 };

/** Prices of a day speak for kills of that day and of the following ones: mostly of a month, of what hardly trades of two years. */
export function noteNewPricesTask(deps: {
  database: Database;
  clock: Clock;
}): TaskImplementation {
  const { database, clock } = deps;
  return implementTask(noteNewPrices, async ({ fromDay, toDay, typeIds }) => {
    const first = await firstDay(database.prisma);
    if (first === null) return;
    const now = clock.now();
    await noteDueDays(
      database.prisma,
      {
        fromDay: Math.max(fromDay, first),
        toDay: Math.min(
          toDay + (typeIds === undefined ? mostDays : longestLookBackDays),
          dayOf(now),
        ),
      },
      {
        typeIds: typeIds ?? null,
        now,
        isWaiting: true,
        dueAt: new Date(
          now.getTime() +
            (typeIds === undefined ? waitMs.allTypes : waitMs.someTypes),
        ),
      },
    );
  });
}
