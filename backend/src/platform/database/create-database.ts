import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { runTransaction } from "./run-transaction.ts";
import { surviveBrokenConnections } from "./survive-broken-connections.ts";

export type Transaction = Prisma.TransactionClient;

/** First argument of every store function: the caller owns the transaction. */
export type Db = PrismaClient | Transaction;

export interface Database {
  readonly prisma: PrismaClient;
  /** For what Prisma has no words for: LISTEN, COPY, session advisory locks. */
  readonly pool: pg.Pool;
  readonly url: string;
  /**
   * Runs `work` in one transaction; again from its start when PostgreSQL ended it for a conflict with another one, or the
   * connection broke before the commit was asked for (so `work` must have no effect outside of it). A connection that
   * breaks at the commit is the caller's matter: whether it happened nobody knows.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long a statement waits for one of the pool's connections. */
const connectionPatienceMs = 30_000;

/** A connection that is opened anew reads the catalogues of all partitions again, which takes as long as many statements: what comes after a quiet minute should find warm ones. */
const warmConnections = 4;
const idleMs = 60_000;

/** Opens nothing yet: the pool connects with the first query. */
export function createDatabase(
  url: string,
  options: { poolSize?: number } = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    min: Math.min(warmConnections, options.poolSize ?? 10),
    idleTimeoutMillis: idleMs,
    // The adapter drops the offset of a timestamptz when it reads one: any other zone would shift every time.
    options: "-c TimeZone=UTC",
    connectionTimeoutMillis: connectionPatienceMs,
  });
  surviveBrokenConnections(pool);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Of those it opens by itself, too: look-ups of one moment share one. While all connections are busy they wait like any statement.
    transactionOptions: { maxWait: connectionPatienceMs, timeout: 60_000 },
  });

  return {
    prisma,
    pool,
    url,
    transaction: (work) => runTransaction(prisma, work),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
