import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import { repairPublicDay } from "../tasks.ts";
import { archivedAt } from "./archived-at.ts";

const dayMs = 24 * 3_600_000;

/** Orders the repair of every day on which entries were published that are lost, each once its archive is there. */
export async function orderRepairs(
  outbox: Outbox,
  tx: Transaction,
  lost: { from: Date; to: Date },
  now: Date,
): Promise<void> {
  for (const day of daysBetween(lost)) {
    const dueAt = new Date(Math.max(archivedAt(day).getTime(), now.getTime()));
    await outbox.add(tx, repairPublicDay, { day }, { key: day, dueAt });
  }
}

/** The days from the one before `from`, since what was published then may have happened late on that one, to the day of `to`. */
function daysBetween({ from, to }: { from: Date; to: Date }): string[] {
  const days: string[] = [];
  const first = Math.floor(from.getTime() / dayMs) - 1;
  for (let day = first; day * dayMs <= to.getTime(); day++)
    days.push(new Date(day * dayMs).toISOString().slice(0, 10));
  return days;
}
