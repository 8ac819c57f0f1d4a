import type { Label, LabelName } from "./label-names.ts";

/** Hours of EVE time (UTC) in which each part of the world plays most; zKillboard's bounds. */
const zones: readonly [from: number, before: number, name: LabelName][] = [
  [4, 8, "tz:usw"],
  [8, 14, "tz:au"],
  [14, 17, "tz:ru"],
  [17, 22, "tz:eu"],
];

export function timeLabel(time: Date): Label {
  const hour = time.getUTCHours();
  const [from, before, name] = zones.find(
    ([first, end]) => hour >= first && hour < end,
  ) ?? [22, 4, "tz:use" as const];
  return {
    name,
    reason: `It happened between ${from}:00 and ${before}:00 EVE time.`,
  };
}
