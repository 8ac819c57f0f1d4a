import { formatWhole } from "../../shared/format/number.ts";

/** How much of a day is here, as the calendar shows it. */
export type DayLevel =
  "unknown" | "empty" | "absent" | "partial" | "nearly" | "complete";

interface DayNumbers {
  zkillboard: number | null;
  everef: number | null;
  have: number;
  missing: number;
}

/** In the legend's order. */
export const LEVELS: { level: DayLevel; text: string }[] = [
  { level: "unknown", text: "not compared" },
  { level: "empty", text: "nothing here" },
  { level: "absent", text: "less than half" },
  { level: "partial", text: "most of it" },
  { level: "nearly", text: "99 % or more" },
  { level: "complete", text: "all of it" },
];

/** `complete` only when nothing is missing and some source has said what there is. */
export function dayLevel(day: DayNumbers | undefined): DayLevel {
  if (day === undefined || (day.zkillboard === null && day.everef === null))
    return "unknown";
  const { have, missing } = day;
  if (missing === 0) return "complete";
  if (have === 0) return "empty";
  const share = have / (have + missing);
  if (share < 0.5) return "absent";
  return share < 0.99 ? "partial" : "nearly";
}

/** "99.99 %", rounded down: 100 is said only when nothing is missing. */
export function shareText({
  have,
  missing,
}: {
  have: number;
  missing: number;
}): string {
  if (missing === 0) return "100 %";
  const percent = Math.floor((have / (have + missing)) * 10_000) / 100;
  return `${percent.toFixed(2)} %`;
}

/** The day in words, for those who do not see its colour. */
export function dayText(name: string, day: DayNumbers | undefined): string {
  const level = dayLevel(day);
  if (day === undefined || level === "unknown") return `${name}: not compared`;
  if (level === "complete")
    return `${name}: all ${formatWhole(day.have)} killmails are here`;
  return `${name}: ${formatWhole(day.missing)} of ${formatWhole(day.have + day.missing)} killmails missing`;
}
