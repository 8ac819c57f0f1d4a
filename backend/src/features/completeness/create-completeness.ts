import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { PublishedDays } from "../../platform/everef/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { R2z2 } from "../../platform/zkillboard/index.ts";
import {
  countAwaited,
  type Killmails,
  type Reference,
} from "../killmails/index.ts";
import { comparePublicDayTask } from "./compare-public-day.task.ts";
import { comparePublicDaysTask } from "./compare-public-days.task.ts";
import { compareDay } from "./comparing/compare-day.ts";
import type { Completeness, CompletenessDay } from "./completeness.ts";
import { dayBefore, daysBetween, firstDay } from "./days-between.ts";
import { queueDue } from "./queue-due.ts";
import { createTotals } from "./sources/ask-totals.ts";
import { everefDays } from "./sources/everef-days.ts";
import { zkillboardDays } from "./sources/zkillboard-days.ts";
import { readDays, readYears } from "./store/day-rows.ts";

export function createCompleteness(deps: {
  database: Database;
  clock: Clock;
  outbox: Outbox;
  killmails: Pick<Killmails, "ingest" | "record" | "announce">;
  r2z2: Pick<R2z2, "totals" | "historyDay" | "rawDay">;
  everef: Pick<PublishedDays, "totals" | "archive">;
  /** Where archives lie while they are read. */
  dataDir: string;
  /** False: this site does not gather public killmails, so nothing is compared by night. */
  isOn: boolean;
}): Completeness {
  const { database, clock } = deps;
  const sources = [
    zkillboardDays(deps.r2z2),
    everefDays(deps.everef, deps.dataDir),
  ];
  const comparing = { ...deps, sources, totals: createTotals(sources, clock) };
  return {
    days: (range) => readDays(database.prisma, range),
    years: () => readYears(database.prisma),
    async compare({ from, to }, { isFixing, onDay, signal }) {
      const last = dayBefore(clock.now(), 1);
      const days = daysBetween({
        from: from < firstDay ? firstDay : from,
        to: to > last ? last : to,
      });
      const found: CompletenessDay[] = [];
      const awaited: Reference[] = [];
      for (const day of days) {
        if (signal?.aborted === true) break;
        const { row, awaited: waiting } = await compareDay(comparing, day, {
          isFixing,
          priority: "dormant",
        });
        found.push(row);
        awaited.push(...waiting);
        onDay?.(row, { done: found.length, all: days.length });
      }
      return { days: found, awaited };
    },
    countAwaited: (references) => countAwaited(database.prisma, references),
    queueDue: (now) => queueDue(deps, now),
    implementations: [
      comparePublicDaysTask(comparing),
      comparePublicDayTask(comparing),
    ],
  };
}
