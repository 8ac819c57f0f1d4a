import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { proxyUrl } from "../../../../tests/support/tcp-proxy.ts";
import { until } from "../../../../tests/support/until.ts";
import {
  defineTask,
  implementTask,
  type TaskHandler,
} from "../../kernel/index.ts";
import { type QueueBench, queueBenches } from "./test-support/queue-bench.ts";
import { openTaskSite, type TaskSite } from "./test-support/task-site.ts";

const fetchTask = defineTask({
  name: "fetch",
  version: 1,
  payload: z.object({ n: z.int() }),
  retry: {
    attempts: 3,
    firstDelayMs: 60_000,
    factor: 2,
    longestDelayMs: 3_600_000,
    jitter: 0,
  },
});

/** What killed processes, lost messages and broken lines leave behind, over every kind of queue. */
describe.each(queueBenches)("repair on $name", (kind) => {
  let bench: QueueBench;
  let site: TaskSite;

  beforeEach(async ({ skip }) => {
    if (!kind.isThere()) skip("RabbitMQ is not here");
    bench = await kind.open();
    site = openTaskSite(bench);
  });

  afterEach(async () => {
    if (!kind.isThere()) return;
    bench.proxy.restore();
    await site.close();
    await bench.close();
  });

  const works = (handler: TaskHandler<{ n: number }>) => [
    implementTask(fetchTask, handler),
  ];

  async function order(...numbers: number[]): Promise<void> {
    await site.database.transaction((tx) =>
      site.outbox.addMany(
        tx,
        fetchTask,
        numbers.map((n) => ({ n })),
      ),
    );
    site.outbox.poke();
  }

  const noneLeft = async () => (await site.rows()).length === 0;

  test("what a dead process had in hand goes to another at once", async () => {
    await order(1, 2);
    await until("both are in the queue", async () =>
      (await site.rows()).every(({ relayed_at }) => relayed_at !== null),
    );
    // Nobody holds the lock of this number.
    await site.database.pool.query(
      "UPDATE outbox SET claimed_by = 999999, attempt = 1",
    );
    const seen: number[] = [];
    await site.work(
      works(({ n }, { attempt }) => {
        expect(attempt).toBe(2);
        seen.push(n);
        return Promise.resolve();
      }),
    );
    await site.sweeper(["fetch"]).sweep();
    await until("both are done", noneLeft);
    expect(seen.toSorted()).toEqual([1, 2]);
  });

  test("an order whose processes keep dying becomes a dead letter", async () => {
    await order(1);
    await until("it is in the queue", async () =>
      (await site.rows()).every(({ relayed_at }) => relayed_at !== null),
    );
    await site.database.pool.query("UPDATE outbox SET attempt = 3");
    await site.work(works(() => Promise.reject(new Error("not reached"))));
    await until("it is dead", async () => (await site.rows())[0]?.dead_at);
    expect((await site.rows())[0]?.last_error).toMatch(/Given up after 3/);
  });

  test("an order its queue has lost is issued again", async () => {
    const seen: number[] = [];
    await site.work(
      works(({ n }) => {
        seen.push(n);
        return Promise.resolve();
      }),
    );
    await site.database.transaction((tx) =>
      site.outbox.add(tx, fetchTask, { n: 1 }),
    );
    // As if it had been relayed, and the broker had then lost its disk.
    await site.database.pool.query("UPDATE outbox SET relayed_at = due_at");
    const sweeper = site.sweeper(["fetch"]);
    await until("it is done", async () => {
      await sweeper.sweep();
      return noneLeft();
    });
    expect(seen).toEqual([1]);
  });

  test("a backlog is not issued again, however long it waits and wherever the clock is", async () => {
    await order(1, 2, 3);
    await until("all are in the queue", async () =>
      (await site.rows()).every(({ relayed_at }) => relayed_at !== null),
    );
    const before = await site.rows();
    site.clock.advance(20 * 60_000);
    const sweeper = site.sweeper(["fetch"], { lostAfterMs: 0 });
    for (let pass = 0; pass < 3; pass++) await sweeper.sweep();
    await site.relay.run();
    expect(await site.rows()).toEqual(before);
    expect(await site.driver.counts(["fetch"])).toMatchObject([
      { messageCount: 3 },
    ]);
  });

  test("moving the clock does not make fresh orders look lost", async () => {
    await site.database.transaction((tx) =>
      site.outbox.add(tx, fetchTask, { n: 1 }),
    );
    await site.database.pool.query("UPDATE outbox SET relayed_at = due_at");
    const sweeper = site.sweeper(["fetch"], { lostAfterMs: 60_000 });
    await sweeper.sweep();
    site.clock.advance(20 * 60_000);
    await sweeper.sweep();
    expect((await site.rows())[0]?.relayed_at).not.toBeNull();
  });

  test("orders written while the queue is away are handed on when it is back", async () => {
    await site.driver.publish([]);
    bench.proxy.block();
    await order(1, 2);
    await site.relay.run();
    expect((await site.rows()).map(({ relayed_at }) => relayed_at)).toEqual([
      null,
      null,
    ]);
    bench.proxy.restore();
    await site.work(works(() => Promise.resolve()));
    await until("both are done", noneLeft);
  });

  test("a process whose session breaks goes on under a new number, and what it had is done", async () => {
    const line = await proxyUrl(bench.databaseUrl);
    const gate = Promise.withResolvers<void>();
    const numbers: (number | null)[] = [];
    const process = await site.work(
      works(async () => {
        numbers.push((await site.rows())[0]?.claimed_by ?? null);
        await gate.promise;
      }),
      { processUrl: line.url },
    );
    const first = await process.number();
    await order(1);
    await until("it is being worked on", () => numbers.length === 1);
    line.proxy.cut();
    const second = await until("it has a new number", async () => {
      const number = await process.number();
      return number !== first && number;
    });
    await site.sweeper(["fetch"]).sweep();
    await site.relay.run();
    gate.resolve();
    await until("it is done", noneLeft);
    // In hand of this very process, the second message was let go; or it was claimed under the new number.
    for (const number of numbers) expect([first, second]).toContain(number);
    await line.proxy.close();
  });

  test("what a handler did is written down although the database was away when it ended", async () => {
    const line = await proxyUrl(bench.databaseUrl);
    const cutOff = openTaskSite(bench, { databaseUrl: line.url });
    let runs = 0;
    await cutOff.work(
      works(() => {
        runs++;
        line.proxy.block();
        setTimeout(() => line.proxy.restore(), 300);
        return Promise.resolve();
      }),
    );
    await order(1);
    await until("it is done", noneLeft);
    expect(runs).toBe(1);
    await cutOff.close();
    await line.proxy.close();
  });
});
