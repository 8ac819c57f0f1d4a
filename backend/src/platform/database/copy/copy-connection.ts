import { once } from "node:events";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Transaction } from "../create-database.ts";
import { PrismaClient } from "../generated/client.ts";
import { runTransaction } from "../run-transaction.ts";
import { surviveBrokenConnections } from "../survive-broken-connections.ts";

/** Appends rows, as a RowWriter made them, to a table. */
export type CopyRows = (
  table: string,
  columns: readonly string[],
  rows: readonly Uint8Array[],
) => Promise<void>;

/** One connection whose transactions speak COPY beside Prisma's words: for what comes by the hundred thousand. */
export interface CopyConnection {
  /** One after the other, like `Database.transaction` otherwise. */
  transaction<T>(
    work: (tx: Transaction, copy: CopyRows) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

export function openCopyConnection(url: string): CopyConnection {
  // A single connection: whatever Prisma's transaction runs on, COPY runs on.
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    options: "-c TimeZone=UTC",
    connectionTimeoutMillis: 30_000,
  });
  surviveBrokenConnections(pool);
  let client: pg.PoolClient | null = null;
  pool.on("connect", (connected) => {
    client = connected;
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  let last: Promise<unknown> = Promise.resolve();

  const copy: CopyRows = async (table, columns, rows) => {
    if (client === null) throw new Error("COPY outside of a transaction");
    const stream = client.query(
      copyFrom(
        `COPY ${table} (${columns.join(", ")}) FROM STDIN (FORMAT binary)`,
      ),
    );
    const done = once(stream, "finish");
    // Awaited below; until then a refusal is nobody's surprise.
    done.catch(() => undefined);
    for (const part of [header, ...rows, trailer])
      if (!stream.write(part) && !stream.destroyed)
        await Promise.race([once(stream, "drain"), done]);
    stream.end();
    await done;
  };

  return {
    transaction(work) {
      const turn = last.then(() =>
        runTransaction(prisma, (tx) => work(tx, copy)),
      );
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

// PGCOPY, then flags and the length of an extension: none of either.
const header = Buffer.concat([
  Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"),
  Buffer.alloc(8),
]);
const trailer = Buffer.from([0xff, 0xff]);
