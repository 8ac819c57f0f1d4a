import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createDatabase,
  type Database,
  openEmbeddedPostgres,
  sqlJson,
} from "@killreport/backend/platform/database/index.ts";
import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { measurePartitionGrain } from "./partition-grain.ts";
import { readDayFiles } from "./read-day-files.ts";
import { type RowLayout, rowLayouts } from "./row-layouts.ts";

export function addRowLayoutBench(program: Command): void {
  program
    .command("layout")
    .description(
      "Measures what a killmail costs on disk in four row layouts, and what partitions cost in planning, on a PostgreSQL server of its own that is thrown away. The result is in docs/decisions/0001-row-layout.md.",
    )
    .argument("<folder>", "folder of daily killmail dumps (.jsonl.gz)")
    .action(measureLayouts);
}

async function measureLayouts(folder: string): Promise<void> {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  const dataDir = await mkdtemp(join(tmpdir(), "killreport-bench-"));
  const server = await openEmbeddedPostgres({ dataDir, isThrowaway: true });
  const database = createDatabase(server.url);
  try {
    const mails = readDayFiles(folder);
    console.log(`${mails.length} killmails\n`);
    for (const layout of rowLayouts) await measure(database, layout, mails);
    await measurePartitionGrain(database);
  } finally {
    await database.close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  { pool }: Database,
  layout: RowLayout,
  mails: readonly EsiKillmail[],
): Promise<void> {
  const schema = "layout";
  await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await pool.query(`CREATE SCHEMA ${schema}`);
  const client = await pool.connect();
  try {
    await client.query(`SET search_path = ${schema}`);
    for (const table of layout.tables) {
      await client.query(`CREATE TABLE ${table.name} (${table.columns})`);
      // Keys first: indexes grow by insertion, as they do in use.
      for (const statement of table.indexes) await client.query(statement);
    }
    const bar = new SingleBar({
      format: `${layout.name} {bar} {percentage}% {eta_formatted}`,
      clearOnComplete: true,
    });
    bar.start(mails.length, 0);
    for (let from = 0; from < mails.length; from += 1000) {
      for (const table of layout.tables)
        await client.query(
          `INSERT INTO ${table.name} SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(${table.columns})`,
          [sqlJson(mails.slice(from, from + 1000).flatMap(table.rows))],
        );
      bar.update(Math.min(mails.length, from + 1000));
    }
    bar.stop();
    const query: Query = (sql) => client.query(sql);
    console.log(layout.name);
    await client.query("VACUUM ANALYZE");
    const grown = await sizes(query, layout, mails.length);
    await client.query(`REINDEX SCHEMA ${schema}`);
    const packed = await sizes(query, layout, mails.length);
    for (const [index, { name, rows, heap, indexes }] of grown.entries())
      console.log(
        `  ${name.padEnd(14)}${rows.toFixed(1).padStart(6)} rows ${heap.toFixed(0).padStart(6)} B table ${indexes.toFixed(0).padStart(6)} B indexes (${(packed[index]?.indexes ?? NaN).toFixed(0)} B rebuilt)`,
      );
    console.log(
      `  ${total(grown).toFixed(0)} B a mail (${total(packed).toFixed(0)} B with indexes rebuilt)\n`,
    );
  } finally {
    await client.query("RESET search_path");
    client.release();
  }
}

type Query = (sql: string) => Promise<{ rows: Record<keyof Size, string>[] }>;

interface Size {
  name: string;
  rows: number;
  heap: number;
  indexes: number;
}

/** Rows and bytes of each table, per killmail. */
async function sizes(
  query: Query,
  layout: RowLayout,
  mails: number,
): Promise<Size[]> {
  const found: Size[] = [];
  for (const { name } of layout.tables) {
    const { rows } = await query(
      `SELECT '${name}' AS name, (SELECT count(*) FROM ${name}) AS rows, pg_table_size('${name}') AS heap, pg_indexes_size('${name}') AS indexes`,
    );
    for (const size of rows)
      found.push({
        name: size.name,
        rows: Number(size.rows) / mails,
        heap: Number(size.heap) / mails,
        indexes: Number(size.indexes) / mails,
      });
  }
  return found;
}

function total(found: readonly Size[]): number {
  return found.reduce((sum, { heap, indexes }) => sum + heap + indexes, 0);
}
