/** Days since 1970-01-01, UTC: what prices are counted in. */
const dayMs = 86_400_000;

export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / dayMs);
}

/** `YYYY-MM-DD`. */
export function dayName(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The day a text such as `2021-11-27` names; null when it names none. */
export function dayNamed(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayName(ms / dayMs) === text ? ms / dayMs : null;
}

/** Its first moment, as columns of type DATE hold it. */
export function dayStart(day: number): Date {
  return new Date(day * dayMs);
}
