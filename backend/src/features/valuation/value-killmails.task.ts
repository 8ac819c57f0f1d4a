import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Killmails } from "../killmails/index.ts";
import { labelLate } from "./late/label-late.ts";
import { noteDueDays } from "./store/due-days.ts";
import { valueKillmails } from "./tasks.ts";
import { valueFresh, type ValuingDeps } from "./value-mails.ts";
import { dayOf } from "./value/kill-day.ts";

export interface ValuationDeps extends ValuingDeps {
  readonly database: Database;
  readonly killmails: Pick<
    Killmails,
    "deriveLater" | "places" | "revise" | "announce" | "logAfter"
  >;
}

/** Prices of days that are over may be here already, or come soon: until then others have time to be stored, too. */
const revalueAfterMs = 5 * 60_000;

/** Each step may be repeated, so a task that broke off begins anew. */
export function valueKillmailsTask(deps: ValuationDeps): TaskImplementation {
  return implementTask(valueKillmails, async ({ killmails }) => {
    await valueFresh(deps, killmails);
    await labelLate(deps, killmails);
    const now = deps.clock.now();
    const dueAt = new Date(now.getTime() + revalueAfterMs);
    for (const day of daysOver(killmails, now))
      await noteDueDays(
        deps.database.prisma,
        { fromDay: day, toDay: day },
        { typeIds: [], now, dueAt, isWaiting: true },
      );
  });
}

/** The days of the mails that were over before today: their own average is known, or will be. Of today's, prices tell when they come. */
function daysOver(
  killmails: readonly { killmailTime: string }[],
  now: Date,
): number[] {
  const days = new Set(
    killmails.map(({ killmailTime }) => dayOf(new Date(killmailTime))),
  );
  return [...days].filter((day) => day < dayOf(now)).sort((a, b) => a - b);
}
