import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { systemClock } from "../../kernel/index.ts";
import { killmailMetrics } from "./killmail-metrics.ts";

let own: TestDatabase;
beforeAll(async () => {
  own = await createTestDatabase();
  await own.database.pool.query(`
    INSERT INTO killmail_references (killmail_id, hash, state, first_source, first_seen_at, killmail_time)
    SELECT i, decode(lpad(to_hex(i), 40, '0'), 'hex'), CASE WHEN i % 10 = 0 THEN 'pending' ELSE 'stored' END,
           CASE WHEN i % 4 = 0 THEN 'character' ELSE 'everef' END, now() - interval '1 hour',
           CASE WHEN i % 10 <> 0 THEN now() END
      FROM generate_series(1, 20000) i`);
});
afterAll(() => own.drop());

async function readings(largestCountedBytes?: number) {
  const source = killmailMetrics({
    database: own.database,
    clock: systemClock,
    ...(largestCountedBytes !== undefined && { largestCountedBytes }),
  });
  const found = await source.read();
  return (name: string, source?: string) =>
    found.find((one) => one.name === name && one.labels?.["source"] === source)
      ?.value;
}

test("a ledger that is small is counted, a large one estimated from PostgreSQL's statistics", async () => {
  const counted = await readings();
  expect(counted("killreport_killmails", "everef")).toBe(14_000);
  expect(counted("killreport_killmails", "character")).toBe(4_000);
  expect(counted("killreport_references_pending")).toBe(2_000);
  expect(counted("killreport_references_oldest_pending_seconds")).toBeCloseTo(
    3_600,
    -2,
  );

  // Nothing is known before the first ANALYZE, and so nothing is said.
  await own.database.pool.query(
    "DELETE FROM pg_statistic WHERE starelid = 'killmail_references'::regclass",
  );
  expect((await readings(0))("killreport_killmails", "everef")).toBeUndefined();
  await own.database.pool.query("ANALYZE killmail_references");
  const estimated = await readings(0);
  const isNear = (source: string, count: number) => {
    const value = estimated("killreport_killmails", source) ?? 0;
    expect(Math.abs(value - count) / count, source).toBeLessThan(0.1);
  };
  isNear("everef", 13_500);
  isNear("character", 4_500);
});
