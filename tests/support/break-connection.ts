import type {
  Database,
  Transaction,
} from "../../backend/src/platform/database/index.ts";
import { until } from "./until.ts";

/** Ends the transaction's own session, as a restart of PostgreSQL would. */
export async function breakConnection(
  { pool }: Database,
  tx: Transaction,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`
    SELECT pg_backend_pid() AS pid`;
  await pool.query("SELECT pg_terminate_backend($1)", [row?.pid]);
  await until("the session is gone", async () => {
    const { rowCount } = await pool.query(
      "SELECT FROM pg_stat_activity WHERE pid = $1",
      [row?.pid],
    );
    return rowCount === 0;
  });
}
