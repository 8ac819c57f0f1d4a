import { Command } from "commander";
import { migrateDatabase } from "../../backend/src/platform/database/index.ts";
import { explain } from "../../backend/src/platform/log/index.ts";
import { databaseUrl } from "../support/database-url.ts";
import { startPrivatePostgres } from "../support/private-postgres.ts";
import { realData } from "../support/real-data.ts";
import { reportMetrics } from "../support/report-metrics.ts";
import { say } from "../support/say.ts";
import { sayWhen } from "../support/say-when.ts";
import { query } from "../support/test-server.ts";
import type { Metric } from "../support/metric.ts";
import { differingTables } from "./differing-tables.ts";
import { runOrders } from "./run-orders.ts";

const program = new Command("test:orders")
  .description(
    "Brings days of real killmails into four databases: by the live feed and then from archives, the other way round, by both at once, and from archives alone, twice, killed five times. Then compares all tables. At factor 300 four days take twenty minutes. PostgreSQL is the run's own.",
  )
  .option("--factor <n>", "how many times as fast as they happened", "300")
  .option("--kills <n>", "how often the import alone is killed", "5")
  .option("--seed <n>", "of the moments", "1")
  .option(
    "--folder <folder>",
    "with daily killmail dumps (.jsonl.gz) in killmails/",
    realData,
  )
  .option("--json <file>", "write the figures there, too")
  .parse();
const { factor, kills, seed, folder, json } = program.opts<
  Record<"factor" | "kills" | "seed" | "folder", string> & { json?: string }
>();

const postgres = await startPrivatePostgres();
try {
  const databaseUrls: string[] = [];
  for (const name of ["orders_a", "orders_b", "orders_c", "orders_d"]) {
    await query(postgres.url, `CREATE DATABASE ${name}`);
    const url = databaseUrl(postgres.url, name);
    await migrateDatabase(url);
    databaseUrls.push(url);
  }
  const outcome = await runOrders({
    dataFolder: folder,
    databaseUrls,
    factor: Number(factor),
    kills: Number(kills),
    seed: Number(seed),
    log: sayWhen(),
  });
  const compared = differingTables(outcome);
  say("");
  for (const [table, [sum]] of Object.entries(outcome.feedThenImport))
    say(`${table.padEnd(28)}${sum}`);
  say("");
  const metrics: Metric[] = [
    { metric: "orders.mails", value: outcome.mails, unit: "mails" },
    {
      metric: "orders.kills",
      value: outcome.killedAt.length,
      unit: "processes",
    },
    ...Object.entries(compared).map(([order, tables]) => {
      for (const table of tables) say(`${order}: ${table} differs`);
      return {
        metric: `orders.${order}_differs`,
        value: tables.length,
        unit: "tables",
        limit: 0,
      };
    }),
  ];
  await reportMetrics(metrics, json);
} catch (error) {
  say(explain(error));
  process.exitCode = 1;
} finally {
  await postgres.stop();
}
