const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** Mails of a war's last minutes may be listed late. */
const settlingMs = dayMs;

/** What a war's dates say. */
export interface WarDates {
  readonly declaredAt: Date;
  /** From then on both sides may shoot; null: not known. */
  readonly startedAt: Date | null;
  /** Null: no end is known. */
  readonly finishedAt: Date | null;
}

/**
 * When to read a war again that was read to its end at `readAt`. Null: never, it is over for a day. ESI repeats itself for an
 * hour, and most wars never see a shot: hourly within six hours of something new (or of the start), every six hours
 * within a week, daily after that.
 */
export function nextReadAt(
  { declaredAt, startedAt, finishedAt }: WarDates,
  read: {
    readAt: Date;
    /** When its list last showed a mail that was new to the ledger; null: it never did. */
    lastNewAt: Date | null;
    /** Until then ESI repeats itself. */
    expiresAt: Date | null;
  },
): Date | null {
  const { readAt, lastNewAt, expiresAt } = read;
  const settledMs =
    finishedAt === null ? Infinity : finishedAt.getTime() + settlingMs;
  if (readAt.getTime() >= settledMs) return null;
  const beganMs = (startedAt ?? declaredAt).getTime();
  const stirredMs = Math.max(beganMs, lastNewAt?.getTime() ?? 0);
  const dueMs =
    beganMs > readAt.getTime()
      ? beganMs
      : readAt.getTime() + paceMs(readAt.getTime() - stirredMs);
  return new Date(
    Math.max(Math.min(dueMs, settledMs), expiresAt?.getTime() ?? 0),
  );
}

function paceMs(quietMs: number): number {
  if (quietMs < 6 * hourMs) return hourMs;
  return quietMs < 7 * dayMs ? 6 * hourMs : dayMs;
}
