import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { differingTables } from "../orders/differing-tables.ts";
import {
  leftOutHere,
  leftOutOfImport,
  runOrders,
} from "../orders/run-orders.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { sliceDay } from "../support/day-files.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { checksumTables } from "../support/table-snapshot.ts";

if (!existsSync(realData))
  say(
    `Skipped: the orders are tried with real killmails, and they are not at ${realData}`,
  );

/** `npm run test:orders` takes all four days. */
const slice = { day: "2021-11-30", hours: 1 };

describe.skipIf(!existsSync(realData))("the order of sources, in short", () => {
  let databases: TestDatabase[];
  let dataFolder: string;
  beforeAll(async () => {
    databases = [];
    for (let count = 0; count < 4; count++)
      databases.push(await createTestDatabase());
    dataFolder = await mkdtemp(join(tmpdir(), "killreport-slice-"));
    sliceDay(realData, dataFolder, slice);
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it(
    "makes no difference: feed then import, import then feed, both at once, or an import alone, twice, killed five times",
    { timeout: 300_000 },
    async () => {
      const lines: string[] = [];
      const outcome = await runOrders({
        dataFolder,
        databaseUrls: databases.map(({ url }) => url),
        factor: 400,
        seed: 1,
        kills: 5,
        hours: slice.hours,
        log: (line) => lines.push(line),
      }).catch((error: unknown) => {
        for (const line of lines) say(line);
        throw error;
      });
      expect(differingTables(outcome), lines.join("\n")).toEqual({
        import_then_feed: [],
        both_at_once: [],
        import_twice: [],
      });
      expect(outcome.feedThenImport["killmails"]?.join()).toMatch(
        `${outcome.mails} rows`,
      );
      expect(outcome.mails).toBeGreaterThan(200);
      expect(outcome.killedAt).toHaveLength(5);
      say(
        `orders: ${outcome.mails} mails; the import was killed when it had ${outcome.killedAt.join(", ")}`,
      );
      for (const line of lines)
        if (line.startsWith("left out")) say(`  ${line}`);
      await expectToNotice(outcome.importTwice);
    },
  );

  /** The comparison is worth something: a single changed row is seen. */
  async function expectToNotice(
    before: Awaited<ReturnType<typeof checksumTables>>,
  ): Promise<void> {
    const pool = databases[3]?.database.pool;
    if (pool === undefined) throw new Error("There are four");
    await pool.query(
      `UPDATE killmail_involvements SET roles = roles # 4
        WHERE (entity_id, killmail_time, killmail_id) = (SELECT entity_id, killmail_time, killmail_id FROM killmail_involvements LIMIT 1)`,
    );
    const after = await checksumTables(pool, leftOutOfImport);
    const changed = Object.keys(after).filter(
      (table) => after[table]?.join() !== before[table]?.join(),
    );
    expect(changed).toEqual(["killmail_involvements"]);
    expect(Object.keys(leftOutHere)).not.toContain("killmail_involvements");
  }
});
