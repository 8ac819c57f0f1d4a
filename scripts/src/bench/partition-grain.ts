import type { Database } from "@killreport/backend/platform/database/index.ts";

const entityList = `
  SELECT k.id FROM involvements i JOIN mails k ON k.t = i.t AND k.id = i.id
  WHERE i.entity = 1 ORDER BY i.t DESC, i.id DESC LIMIT 25`;

/** What an unbounded list of an entity costs in planning and locks, by how finely its tables are partitioned over the years 2007 to 2026. */
export async function measurePartitionGrain({ pool }: Database): Promise<void> {
  const grains: [name: string, months: number][] = [
    ["yearly", 12],
    ["quarterly", 3],
    ["monthly", 1],
  ];
  for (const [name, months] of grains) {
    await pool.query("DROP TABLE IF EXISTS mails, involvements");
    await pool.query(
      "CREATE TABLE mails (t timestamptz, id int, body bytea, PRIMARY KEY (t, id)) PARTITION BY RANGE (t)",
    );
    await pool.query(
      "CREATE TABLE involvements (entity bigint, t timestamptz, id int, PRIMARY KEY (entity, t, id)) PARTITION BY RANGE (t)",
    );
    let count = 0;
    for (let month = 0; month < 20 * 12; month += months, count++) {
      const from = new Date(Date.UTC(2007, month)).toISOString();
      const to = new Date(Date.UTC(2007, month + months)).toISOString();
      for (const table of ["mails", "involvements"])
        await pool.query(
          `CREATE TABLE ${table}_${count} PARTITION OF ${table} FOR VALUES FROM ('${from}') TO ('${to}')`,
        );
    }
    const client = await pool.connect();
    try {
      const times: number[] = [];
      for (let round = 0; round < 20; round++) {
        const { rows } = await client.query<{ "QUERY PLAN": string }>(
          `EXPLAIN (SUMMARY) ${entityList}`,
        );
        const text = rows.map((row) => row["QUERY PLAN"]).join("\n");
        times.push(Number(/Planning Time: ([\d.]+)/.exec(text)?.[1]));
      }
      await client.query("BEGIN");
      await client.query(entityList);
      const { rows } = await client.query<{ locks: string }>(
        "SELECT count(*) AS locks FROM pg_locks WHERE pid = pg_backend_pid() AND relation IS NOT NULL",
      );
      await client.query("COMMIT");
      const median = times.sort((a, b) => a - b)[10] ?? NaN;
      console.log(
        `${name.padEnd(10)}${String(count).padStart(4)} partitions: planning ${median.toFixed(1)} ms, ${rows[0]?.locks ?? "?"} locks`,
      );
    } finally {
      client.release();
    }
  }
}
