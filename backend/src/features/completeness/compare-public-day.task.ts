import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import { compareDay, type CompareDeps } from "./comparing/compare-day.ts";
import { comparePublicDay } from "./tasks.ts";

/** What was ordered from ESI is looked at again after this. */
const againMs = 60 * 60_000;

/** Compares one day with the sources' lists, takes in what is missing, and looks once more later whether it has come. */
export function comparePublicDayTask(deps: CompareDeps): TaskImplementation {
  const { database, clock, outbox } = deps;
  return implementTask(
    comparePublicDay,
    async ({ day, isLast }, { priority, log }) => {
      const { row, awaited } = await compareDay(deps, day, {
        isFixing: true,
        priority,
      });
      const { have, missing, message } = row;
      log.info({ day, have, missing, message }, "Compared a day's lists");
      if (awaited.length === 0 || isLast === true) return;
      const dueAt = new Date(clock.now().getTime() + againMs);
      await database.transaction((tx) =>
        outbox.add(
          tx,
          comparePublicDay,
          { day, isLast: true },
          { priority, key: day, dueAt },
        ),
      );
    },
  );
}
