import type { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../../tests/support/database.ts";
import { until } from "../../../../../../tests/support/until.ts";
import { silentLogger } from "../../../../kernel/index.ts";
import { createGraphileWorkerDriver } from "./create-graphile-worker-driver.ts";
import { createJobNews, tellOfJobs } from "./job-news.ts";
import { openPool } from "./open-pool.ts";

let database: TestDatabase;
let closing: (() => Promise<unknown>)[];

beforeEach(async () => {
  database = await createTestDatabase();
  closing = [() => database.drop()];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
});

test("workers are told of their own task's jobs, and of no others", async () => {
  const pool = openPool(database.url, 1);
  closing.push(() => pool.end());
  const news = createJobNews({
    url: database.url,
    pool,
    lookEveryMs: 60_000,
    log: silentLogger,
  });
  closing.push(() => news.close());
  const heard: string[] = [];
  for (const task of ["read", "write"])
    news.poolFor(task, pool).connect((error, client) => {
      expect(error).toBeUndefined();
      (client as unknown as EventEmitter).on(
        "notification",
        ({ payload }: { payload: string }) => heard.push(`${task} ${payload}`),
      );
    });
  await until("it listens", () => heard.length === 2);
  heard.length = 0;
  await tellOfJobs(pool, ["read", "other", "read"]);
  await tellOfJobs(pool, ["write"]);
  await until("the last one is heard", () => heard.length >= 2);
  expect(heard).toEqual(['read {"count":2}', 'write {"count":1}']);
});

test("a job is worked on at once in another process, though its workers look only once a minute", async () => {
  const [here, there] = [open(), open()];
  const received: string[] = [];
  await there.consume("read", { concurrency: 1 }, ({ id }) => {
    received.push(id);
    return Promise.resolve();
  });
  for (const id of ["1", "2", "3"]) {
    await here.publish([{ id, task: "read", version: 1, priority: "live" }]);
    await until("it came", () => received.includes(id));
  }
});

test("a job nobody was told of is found by looking", async () => {
  const driver = open(50);
  const received: string[] = [];
  await driver.consume("read", { concurrency: 1 }, ({ id }) => {
    received.push(id);
    return Promise.resolve();
  });
  const pool = openPool(database.url, 1);
  closing.push(() => pool.end());
  for (const id of ["1", "2"]) {
    await pool.query(
      `SELECT graphile_worker.add_job('read', $1::json, max_attempts := 1)`,
      [JSON.stringify({ id, task: "read", version: 1 })],
    );
    await until("it came", () => received.includes(id));
  }
});

function open(lookEveryMs = 60_000) {
  const driver = createGraphileWorkerDriver({
    url: database.url,
    log: silentLogger,
    lookEveryMs,
  });
  closing.push(() => driver.close());
  return driver;
}
