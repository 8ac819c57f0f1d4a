import pg from "pg";
import { copyRows, type CopyRows } from "./copy-rows.ts";

/** A connection for what only one may do at a time, and that loads by the hundred thousand. */
export interface ExclusiveConnection {
  /** Everything or nothing: others see what was there before until it ends. Not tried again: it is for work that takes minutes. */
  transaction<T>(
    work: (query: Query, copy: CopyRows) => Promise<T>,
  ): Promise<T>;
  /** Outside of a transaction, such as VACUUM. */
  readonly query: Query;
}

type Query = (sql: string, values?: readonly unknown[]) => Promise<number>;

/** Class of the advisory locks whose second half is the hash of what is done. */
const lockClass = 19_284;

/**
 * Runs `work` while nobody else, in whatever process, does what has this name; false when somebody does. The lock lives and
 * dies with the connection the work is done on: who loses it can not finish.
 */
export async function runExclusively(
  url: string,
  name: string,
  work: (connection: ExclusiveConnection) => Promise<void>,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    options: "-c TimeZone=UTC",
    keepAlive: true,
    connectionTimeoutMillis: 30_000,
  });
  // A break is told by the statement that fails; one in between by the next.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ won: boolean }>(
      "SELECT pg_try_advisory_lock($1, hashtext($2)) AS won",
      [lockClass, name],
    );
    if (rows[0]?.won !== true) return false;
    await work(connectionOf(client));
    return true;
  } finally {
    await client.end();
  }
}

function connectionOf(client: pg.Client): ExclusiveConnection {
  const query: Query = async (sql, values = []) =>
    (await client.query(sql, [...values])).rowCount ?? 0;
  const copy: CopyRows = (...what) => copyRows(client, ...what);
  return {
    query,
    async transaction(work) {
      await query("BEGIN");
      try {
        const result = await work(query, copy);
        await query("COMMIT");
        return result;
      } catch (error) {
        // On a broken connection nobody needs it: PostgreSQL takes everything back by itself.
        await query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    },
  };
}
