const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** ESI's cache time of the list. */
const busyMs = 5 * minuteMs;
const usualMs = 15 * minuteMs;
const quietMs = hourMs;

/**
 * When to look again after a check that ended at `checkedAt`: in 5 minutes while something new was found within the
 * hour, hourly once 90 days (all that ESI lists) brought nothing, in 15 minutes otherwise; never before ESI has
 * anything newer to give.
 */
export function nextSyncAt(check: {
  checkedAt: Date;
  /** When a check last brought something new, null when none ever did. */
  lastNewAt: Date | null;
  linkedAt: Date;
  /** Until when ESI answers from its cache. */
  expiresAt: Date | null;
}): Date {
  const checkedMs = check.checkedAt.getTime();
  const dueMs = checkedMs + paceMs(check);
  return new Date(Math.max(dueMs, check.expiresAt?.getTime() ?? 0));
}

function paceMs({
  checkedAt,
  lastNewAt,
  linkedAt,
}: {
  checkedAt: Date;
  lastNewAt: Date | null;
  linkedAt: Date;
}): number {
  const quietForMs = checkedAt.getTime() - (lastNewAt ?? linkedAt).getTime();
  if (lastNewAt !== null && quietForMs < hourMs) return busyMs;
  return quietForMs > 90 * dayMs ? quietMs : usualMs;
}
