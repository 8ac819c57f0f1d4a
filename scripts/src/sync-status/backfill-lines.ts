import type { Backfill } from "@killreport/backend/features/zkillboard-backfill/index.ts";
import { columns } from "./columns.ts";
import { moment } from "./moment.ts";

/** What zKillboard is asked for, or would be were it not paused, whoever asked. */
export function backfillLines(backfills: readonly Backfill[]): string[] {
  if (backfills.length === 0) return [];
  return columns([
    ["backfill", "state", "since", "asked", "months", "found", "new", "why"],
    ...backfills.map((one) => [
      `${one.entity.kind} ${one.entity.id}`,
      one.state,
      one.firstMonth,
      moment(one.askedAt),
      `${one.monthsDone}/${one.monthsTotal}`,
      String(one.found),
      String(one.fresh),
      one.message,
    ]),
  ]);
}
