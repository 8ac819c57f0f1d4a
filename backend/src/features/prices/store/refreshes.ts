import type { Db, Transaction } from "../../../platform/database/index.ts";

/** When something was asked for as a whole, and when it is again. */
export interface Refresh {
  readonly name: string;
  readonly nextAt: Date;
  readonly doneAt: Date | null;
  readonly etag: string | null;
  /** What went wrong last; null: nothing. */
  readonly message: string | null;
}

/** Whether it is this caller's turn: the next one comes at `nextAt`, whatever becomes of this one. */
export async function takeTurn(
  tx: Transaction,
  name: string,
  { now, nextAt }: { now: Date; nextAt: Date },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    INSERT INTO price_refreshes AS r (name, next_at) VALUES (${name}, ${nextAt})
    ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE r.next_at <= ${now}`;
  return taken === 1;
}

export async function readRefreshes(db: Db): Promise<Map<string, Refresh>> {
  const rows = await db.priceRefresh.findMany();
  return new Map(rows.map((row) => [row.name, row]));
}

/** What became of it. */
export async function noteRefresh(
  db: Db,
  name: string,
  change: Partial<Pick<Refresh, "doneAt" | "etag" | "message">>,
): Promise<void> {
  await db.priceRefresh.updateMany({ where: { name }, data: change });
}
