import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { Transaction } from "../create-database.ts";
import { PrismaClient } from "../generated/client.ts";
import { runTransaction } from "../run-transaction.ts";
import { surviveBrokenConnections } from "../survive-broken-connections.ts";
import { copyRows, type CopyRows } from "./copy-rows.ts";

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

  const copy: CopyRows = async (...what) => {
    if (client === null) throw new Error("COPY outside of a transaction");
    await copyRows(client, ...what);
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
