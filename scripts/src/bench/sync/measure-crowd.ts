import type { Database } from "@killreport/backend/platform/database/index.ts";
import {
  addCrowd,
  corporationCount,
  crowdSize,
  restingTables,
  withHistory,
} from "./crowd.ts";
import { measure } from "./meter.ts";
import type { Figure } from "../figures.ts";
import type { BenchSite } from "./start-bench-site.ts";
import type { Statement } from "./statement-log.ts";

/** What 100,000 authorised characters take at rest, and what it costs to pick those of a minute who are due; the same for 10,000 corporations. */
export async function measureCrowd(site: BenchSite): Promise<Figure[]> {
  const { app } = site;
  const before = await sizes(app.database);
  const now = app.clock.now();
  await addCrowd(app.database, now);
  const aMinuteLater = new Date(now.getTime() + 60_000);
  const after = await sizes(app.database);
  const metrics: Figure[] = [];
  for (const [table, size] of after) {
    const known = before.get(table);
    if (known === undefined) throw new Error(`${table} was not there`);
    const isHistory = table === "sync_checks";
    const characters = isHistory ? withHistory : crowdSize;
    const row = (what: keyof Size, unit: string): Figure => ({
      metric: `sync.rest.${table}.${what}`,
      value: (size[what] - known[what]) / characters,
      unit: `${unit}/character`,
    });
    metrics.push(row("rows", "rows"), row("table", "B"), row("indexes", "B"));
  }
  for (const what of ["rows", "table", "indexes"])
    metrics.push({
      metric: `sync.rest.all.${what}`,
      value: metrics
        .filter(({ metric }) => metric.endsWith(`.${what}`))
        .reduce((sum, { value }) => sum + value, 0),
      unit: `${what === "rows" ? "rows" : "B"}/character`,
    });
  return [
    ...metrics,
    ...(await measurePick(site, {
      name: "character",
      table: "character_syncs",
      pick: () => app.characterSync.queueDue(aMinuteLater),
      expected: crowdSize / 15,
    })),
    ...(await measurePick(site, {
      name: "corporation",
      table: "corporation_syncs",
      pick: () => app.corporationSync.queueDue(aMinuteLater),
      expected: corporationCount / 15,
    })),
  ];
}

interface Size {
  rows: number;
  table: number;
  indexes: number;
}

async function sizes({ pool }: Database): Promise<Map<string, Size>> {
  const found = new Map<string, Size>();
  for (const table of [...restingTables, "sync_checks"]) {
    const { rows } = await pool.query<Record<keyof Size, string>>(
      `SELECT (SELECT count(*) FROM ${table}) AS rows, pg_table_size('${table}') AS "table", pg_indexes_size('${table}') AS indexes`,
    );
    const [size] = rows;
    if (size === undefined) throw new Error("There is no answer");
    found.set(table, {
      rows: Number(size.rows),
      table: Number(size.table),
      indexes: Number(size.indexes),
    });
  }
  return found;
}

/** One minute's pick, as the scheduler does it, and how PostgreSQL finds the first batch. Throws when that is not by the index of due times. */
async function measurePick(
  site: BenchSite,
  picking: {
    name: string;
    table: string;
    pick: () => Promise<number>;
    expected: number;
  },
): Promise<Figure[]> {
  const { name, table, expected } = picking;
  const { pool } = site.app.database;
  await pool.query(`CREATE TABLE due_before AS SELECT * FROM ${table}`);
  let picked = 0;
  const { cost, heard } = await measure(site, async () => {
    picked = await picking.pick();
  });
  if (picked < expected * 0.9 || picked > expected * 1.2)
    throw new Error(`${picked} were due instead of about ${expected}`);
  // As it was, for the same statement to find the same rows.
  await pool.query(`DELETE FROM ${table}`);
  await pool.query(`INSERT INTO ${table} SELECT * FROM due_before`);
  await pool.query("DROP TABLE due_before");
  await pool.query(`VACUUM FULL ANALYZE ${table}`);
  const plan = await explain(site, heard, table);
  console.log(`\n${plan}\n`);
  if (
    !plan.includes(`${table}_next_sync_at_idx`) ||
    plan.includes(`Seq Scan on ${table}`)
  )
    throw new Error(`PostgreSQL reads all of ${table} to find who is due`);
  const row = (what: string, value: number, unit: string): Figure => ({
    metric: `sync.pick.${name}.${what}`,
    value,
    unit,
  });
  return [
    row("due", picked, "due in a minute"),
    row("wall", cost.wallMs, "ms"),
    row("cpu", cost.cpuMs, "ms of CPU"),
    row("writes", cost.writes, "transactions that write"),
    row("wal", cost.walBytes / picked, "B of WAL/order"),
    row(
      "first_batch",
      Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1]),
      "ms in PostgreSQL",
    ),
  ];
}

async function explain(
  site: BenchSite,
  heard: readonly Statement[],
  table: string,
): Promise<string> {
  const picking = heard.find(({ text }) =>
    text.trimStart().startsWith(`UPDATE ${table}`),
  );
  if (picking === undefined) throw new Error("Nobody was picked");
  const client = await site.app.database.pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${picking.text}`,
      picking.values,
    );
    await client.query("ROLLBACK");
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    client.release();
  }
}
