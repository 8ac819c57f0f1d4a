import type { Db } from "../../../platform/database/index.ts";
import type { Day } from "../../../platform/everef/index.ts";

/** What is known of one source's archive of one day. */
export interface HistoryDay {
  readonly day: Day;
  /** How many mails the source says it has; null: it does not say. */
  readonly expected: number | null;
  /** How many of the archive's mails the ledger has since. */
  readonly imported: number;
  /** Of those, how many wait for ESI's word on their body. */
  readonly doubtful: number;
  /** How many could not be kept. */
  readonly refused: number;
  /** Which file it was. */
  readonly etag: string | null;
  readonly bytes: number | null;
  /** importing: begun, and perhaps broken off. */
  readonly state: "importing" | "imported" | "failed";
  /** Why it failed. */
  readonly message: string | null;
}

export async function readHistoryDays(
  db: Db,
  source: string,
  days: { from: Day; to: Day },
): Promise<Map<Day, HistoryDay>> {
  const rows = await db.historyDay.findMany({
    where: {
      source,
      day: { gte: dateOf(days.from), lte: dateOf(days.to) },
    },
    orderBy: { day: "asc" },
  });
  return new Map(
    rows.map(({ day, state, bytes, ...row }) => {
      const name = day.toISOString().slice(0, 10);
      return [
        name,
        {
          ...row,
          day: name,
          bytes: bytes === null ? null : Number(bytes),
          state: state as HistoryDay["state"],
        },
      ];
    }),
  );
}

export async function writeHistoryDay(
  db: Db,
  source: string,
  { day, ...known }: HistoryDay,
  now: Date,
): Promise<void> {
  const row = { ...known, updatedAt: now };
  const key = { day: dateOf(day), source };
  await db.historyDay.upsert({
    where: { day_source: key },
    create: { ...key, ...row },
    update: row,
  });
}

function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
