import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { BenchSite } from "./start-bench-site.ts";
import { countTransactions, type Statement } from "./statement-log.ts";

/** What some work took. */
export interface Cost {
  statements: number;
  transactions: number;
  /** Transactions that wrote, and so had to be made durable. */
  writes: number;
  rows: number;
  walBytes: number;
  wallMs: number;
  /** Of the site's thread: PostgreSQL and the simulator have their own. */
  cpuMs: number;
}

export const noCost = (): Cost => ({
  statements: 0,
  transactions: 0,
  writes: 0,
  rows: 0,
  walBytes: 0,
  wallMs: 0,
  cpuMs: 0,
});

export function addCost(sum: Cost, more: Cost): void {
  for (const key of Object.keys(sum) as (keyof Cost)[]) sum[key] += more[key];
}

/** Measures work that does one thing after the other. The server must have nothing else to do. */
export async function measure(
  site: BenchSite,
  work: () => Promise<void>,
): Promise<{ cost: Cost; heard: Statement[] }> {
  const before = await readServer(site);
  const published = site.published();
  const startedAt = performance.now();
  const cpu = process.threadCpuUsage();
  const heard = await site.statements.of(work);
  const { user, system } = process.threadCpuUsage(cpu);
  const wallMs = performance.now() - startedAt;
  const news = site.published() - published;
  const after = await readServer(site);
  return {
    heard,
    cost: {
      statements: heard.length + news,
      transactions: countTransactions(heard) + news,
      writes: Number(after.xid - before.xid),
      rows: after.rows - before.rows,
      walBytes: Number(after.lsn - before.lsn),
      wallMs,
      cpuMs: (user + system) / 1_000,
    },
  };
}

async function readServer({ app }: BenchSite) {
  const { pool } = app.database;
  // Each connection keeps its own counts for a while: all of them are told to hand them in.
  const size = pool.options.max;
  const clients = await Promise.all(
    Array.from({ length: size }, () => pool.connect()),
  );
  try {
    await Promise.all(
      clients.map((client) =>
        client.query("SELECT pg_stat_force_next_flush()"),
      ),
    );
  } finally {
    for (const client of clients) client.release();
  }
  const { rows } = await pool.query<{ rows: string; lsn: string; xid: string }>(
    `SELECT (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables) AS rows,
            pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS lsn,
            pg_snapshot_xmax(pg_current_snapshot())::text AS xid`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error("There is no answer");
  return {
    rows: Number(found.rows),
    lsn: BigInt(found.lsn),
    xid: BigInt(found.xid),
  };
}

/** Everything the work allocates, garbage included, estimated from one sample every 2 KB. */
export async function allocatedBytes(
  work: () => Promise<void>,
): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    await session.post("HeapProfiler.startSampling", {
      samplingInterval: 2_048,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    } as { samplingInterval: number });
    await work();
    const { profile } = await session.post("HeapProfiler.stopSampling");
    return sizeOf(profile.head);
  } finally {
    session.disconnect();
  }
}

interface AllocationNode {
  selfSize: number;
  children: AllocationNode[];
}

function sizeOf({ selfSize, children }: AllocationNode): number {
  return children.reduce((sum, child) => sum + sizeOf(child), selfSize);
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What the work leaves on the heap: used heap between two forced collections. */
export async function keptBytes(work: () => Promise<void>): Promise<number> {
  collect();
  const before = process.memoryUsage().heapUsed;
  await work();
  collect();
  return process.memoryUsage().heapUsed - before;
}
