import type { CompletenessDay } from "@killreport/backend/features/completeness/index.ts";
import { columns } from "../sync-status/columns.ts";
import { percentOf, type Sum } from "./sum-of.ts";

/** Of more days than these only those are shown that there is something to say of. */
const mostShown = 62;

/** A line for each day, and one for all of them. */
export function printDays(
  days: readonly CompletenessDay[],
  sum: Sum,
): string[] {
  const shown = days.filter(
    ({ missing, message }) =>
      days.length <= mostShown || missing > 0 || message !== null,
  );
  const table = columns([
    [
      "day",
      "zKillboard",
      "EVE Ref",
      "here",
      "missing",
      "rejected",
      "expired",
      "%",
      "why",
    ],
    ...shown.map((day) => [
      day.day,
      numberOf(day.zkillboard),
      numberOf(day.everef),
      String(day.have),
      String(day.missing),
      String(day.rejected),
      String(day.expired),
      isAnswered(day) ? percentOf(day).toFixed(2) : "-",
      day.message ?? "",
    ]),
  ]);
  const rest = days.length - shown.length;
  const unanswered = days.filter((day) => !isAnswered(day)).length;
  const { have, missing, percent } = sum;
  return [
    ...(shown.length > 0 ? table : []),
    ...(rest > 0
      ? [`${rest} more ${rest === 1 ? "day is" : "days are"} complete.`]
      : []),
    ...(unanswered > 0
      ? [
          `Of ${unanswered} ${unanswered === 1 ? "day" : "days"} no source says how many killmails there are.`,
        ]
      : []),
    `${days.length} ${days.length === 1 ? "day" : "days"}: ${have} of ${have + missing} killmails are here (${percent.toFixed(2)} %), ${missing} ${missing === 1 ? "is" : "are"} missing.`,
  ];
}

/** Where no source answers, nothing can be said of how much is here. */
function isAnswered({ zkillboard, everef }: CompletenessDay): boolean {
  return zkillboard !== null || everef !== null;
}

/** A dash where a source does not answer for the day. */
function numberOf(count: number | null): string {
  return count === null ? "-" : String(count);
}
