import { createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** The tables a killmail is rows of. */
const mailTables = [
  "killmail_references",
  "killmails",
  "killmail_involvements",
];

const fileOf = (folder: string, table: string) => join(folder, `${table}.copy`);

/** Keeps the rows of a loaded database in files, ready for COPY, in the order in which they were written. */
export async function keepRows(url: string, folder: string): Promise<void> {
  await withClient(url, async (client) => {
    for (const table of mailTables)
      await pipeline(
        client.query(
          copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT (FORMAT binary)`),
        ),
        createWriteStream(fileOf(folder, table)),
      );
  });
}

/** Loads the kept rows into an empty database by nothing but COPY, in one transaction; returns the seconds it took. */
export async function copyRows(
  url: string,
  folder: string,
  days: readonly string[],
): Promise<number> {
  return withClient(url, async (client) => {
    for (const day of days)
      await client.query("SELECT ensure_killmail_partitions($1::timestamptz)", [
        day,
      ]);
    const startedAt = performance.now();
    await client.query("BEGIN");
    for (const table of mailTables)
      await pipeline(
        createReadStream(fileOf(folder, table), { highWaterMark: 1024 * 1024 }),
        client.query(copyFrom(`COPY ${table} FROM STDIN (FORMAT binary)`)),
      );
    await client.query("COMMIT");
    return (performance.now() - startedAt) / 1000;
  });
}

async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
