import { createApp } from "../../backend/src/app.ts";
import type { CompletenessDay } from "../../backend/src/features/completeness/index.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";

/** What the site says of its own completeness, day by day, when it compares these days now. Nothing is mended. */
export async function askCompleteness(
  env: Record<string, string>,
  days: readonly string[],
): Promise<CompletenessDay[]> {
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const app = await createApp(loadConfig(env));
  try {
    const found = await app.completeness.compare(
      { from, to },
      { isFixing: false },
    );
    return found.days;
  } finally {
    await app.close();
  }
}

/** Both sources know the day, and everything they have is here. */
export function isComplete(day: CompletenessDay): boolean {
  return (
    day.zkillboard === day.have && day.everef === day.have && day.missing === 0
  );
}
