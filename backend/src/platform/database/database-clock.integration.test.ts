import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { until } from "../../../../tests/support/until.ts";
import { type Logger, silentLogger } from "../../kernel/index.ts";
import { startDatabaseClock } from "./database-clock.ts";

const minuteMs = 60_000;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const warnings: unknown[] = [];
beforeEach(() => {
  warnings.length = 0;
});
const log: Logger = {
  ...silentLogger,
  warn: (details: unknown) => warnings.push(details),
};

/** PostgreSQL's clock, `aheadMs` ahead and asked over a way that takes `wayMs` back and forth. */
function postgres(state: { aheadMs: number; wayMs: number }) {
  let monotonicMs = 5_000;
  const pool = {
    query: () => {
      const epochMs = 1_800_000_000_000 + monotonicMs + state.aheadMs;
      monotonicMs += state.wayMs;
      return Promise.resolve({
        rows: [{ epochMs: epochMs + state.wayMs / 2 }],
      });
    },
  };
  return {
    database: { pool } as unknown as TestDatabase["database"],
    monotonicMs: () => monotonicMs,
    pass: (ms: number) => {
      monotonicMs += ms;
    },
    trueMs: () => 1_800_000_000_000 + monotonicMs + state.aheadMs,
  };
}

it("is PostgreSQL's, whatever this machine takes for the time", async () => {
  const spread: number[] = [];
  for (const skewMs of [-7 * minuteMs, 0, 7 * minuteMs]) {
    const clock = await startDatabaseClock({
      ...test,
      log,
      ownMs: () => Date.now() + skewMs,
    });
    const { rows } = await test.database.pool.query<{ at: Date }>(
      "SELECT clock_timestamp() AS at",
    );
    spread.push(clock.now().getTime() - (rows[0]?.at.getTime() ?? 0));
    clock.close();
  }
  // The query's own way lies between; a machine with much to do takes its time for it.
  for (const apartMs of spread) {
    expect(apartMs).toBeGreaterThanOrEqual(-100);
    expect(apartMs).toBeLessThan(5_000);
  }
  expect(warnings).toHaveLength(2);
});

it("follows when PostgreSQL's clock is set, and a slow answer does not shake it", async () => {
  const state = { aheadMs: 0, wayMs: 2 };
  const server = postgres(state);
  const clock = await startDatabaseClock({
    ...server,
    log,
    ownMs: server.trueMs,
    readEveryMs: 5,
  });
  const isRight = () =>
    Math.abs(clock.now().getTime() - server.trueMs()) <= 1.5;
  expect(isRight()).toBe(true);

  // An answer that took two seconds, nearly all of them on the way back.
  state.wayMs = 2_000;
  const readings = server.monotonicMs();
  await until("it was read", () => server.monotonicMs() > readings + 6_000);
  expect(isRight()).toBe(true);

  state.wayMs = 2;
  state.aheadMs = 3 * minuteMs;
  await until("it follows forward", isRight);
  state.aheadMs = -3 * minuteMs;
  await until("it follows back", isRight);
  clock.close();
  expect(warnings).toEqual([]);
});
