import type { Remaining } from "@killreport/backend/platform/esi/index.ts";
import { columns } from "./columns.ts";
import { moment } from "./moment.ts";

/** What ESI still allows, a line for each of its rate-limit groups. */
export function budgetLines(budgets: readonly Remaining[]): string[] {
  return [
    "ESI budget:",
    ...columns([
      ["group", "left", "minutes", "kept for urgent", "paused until"],
      ...budgets.map(({ group, remaining, limit, ...budget }) => [
        group,
        `${remaining}/${limit}`,
        String(Math.round(budget.windowMs / 60_000)),
        String(budget.reserved),
        moment(budget.pausedUntil),
      ]),
    ]),
  ];
}
