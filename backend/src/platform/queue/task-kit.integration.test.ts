import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { until } from "../../../../tests/support/until.ts";
import {
  defineTask,
  implementTask,
  RejectedError,
  type TaskHandler,
  UnavailableError,
} from "../../kernel/index.ts";
import { createDeadLetters } from "./orders/dead-letters.ts";
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

/** Orders through outbox, relay, queue and consumer, over every kind of queue. */
describe.each(queueBenches)("task kit on $name", (kind) => {
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

  test("an order is worked on and gone", async () => {
    const seen: unknown[] = [];
    await site.work(
      works((payload, { attempt, priority }) => {
        seen.push({ payload, attempt, priority });
        return Promise.resolve();
      }),
    );
    await order(1);
    await until("it is done", noneLeft);
    expect(seen).toEqual([
      { payload: { n: 1 }, attempt: 1, priority: "recent" },
    ]);
  });

  test("a message delivered many times is worked on once", async () => {
    const seen: number[] = [];
    await order(1, 2, 3);
    const messages = (await site.rows()).map(({ id }) => ({
      id,
      task: "fetch",
      version: 1,
      priority: "recent" as const,
    }));
    for (let copy = 0; copy < 5; copy++) await site.driver.publish(messages);
    // Two processes, so that copies also meet in the database.
    for (let process = 0; process < 2; process++)
      await site.work(
        works(({ n }) => {
          seen.push(n);
          return Promise.resolve();
        }),
        { driver: bench.open() },
      );
    await until("all are done and the queue is empty", async () => {
      const [counts] = await site.driver.counts(["fetch"]);
      return (await noneLeft()) && counts?.messageCount === 0;
    });
    expect(seen.toSorted()).toEqual([1, 2, 3]);
  });

  test("of one key one order at a time is worked on, and the next follows at once", async () => {
    const begun: number[] = [];
    const first = Promise.withResolvers<undefined>();
    await site.work(
      works(async ({ n }) => {
        begun.push(n);
        if (n === 1) await first.promise;
      }),
    );
    const add = async (n: number) => {
      await site.database.transaction((tx) =>
        site.outbox.add(tx, fetchTask, { n }, { key: "same" }),
      );
      site.outbox.poke();
    };
    await add(1);
    await until("the first is worked on", () => begun.length === 1);
    await add(2);
    // Another one is handed on and done; the second is not even handed on.
    await order(3);
    await until("the other is done", () => begun.includes(3));
    await site.relay.run();
    expect(await site.rows()).toMatchObject([
      { payload: { n: 1 } },
      { payload: { n: 2 }, relayed_at: null, claimed_by: null },
    ]);
    first.resolve(undefined);
    await until("the second follows", async () => {
      const rows = await site.rows();
      return rows.length === 0;
    });
    expect(begun).toEqual([1, 3, 2]);
  });

  test("an order an older version wrote is upgraded and done; one nobody can upgrade is a dead letter, and one of a newer version waits", async () => {
    const seen: unknown[] = [];
    const note = (payload: unknown) => {
      seen.push(payload);
      return Promise.resolve();
    };
    const current = defineTask({
      ...fetchTask,
      version: 2,
      upgrade: (payload, version) => ({
        n: version === 1 ? (payload as { number: number }).number : 0,
      }),
    });
    const withoutUpgrade = defineTask({
      ...fetchTask,
      name: "fetch-again",
      version: 2,
    });
    await site.work([
      implementTask(current, note),
      implementTask(withoutUpgrade, note),
    ]);
    const now = site.clock.now();
    const order = { priority: 2, dueAt: now, createdAt: now };
    await site.database.prisma.outbox.createMany({
      data: [
        { ...order, task: "fetch", version: 1, payload: { number: 7 } },
        { ...order, task: "fetch", version: 2, payload: { n: 8 } },
        { ...order, task: "fetch", version: 3, payload: { many: [9] } },
        { ...order, task: "fetch-again", version: 1, payload: { number: 10 } },
      ],
    });
    site.outbox.poke();
    await until("all were tried", async () =>
      (await site.rows()).every((row) => row.last_error !== null),
    );
    expect(seen).toHaveLength(2);
    expect(seen).toEqual(expect.arrayContaining([{ n: 7 }, { n: 8 }]));
    const [newer, dead] = await site.rows();
    expect(newer).toMatchObject({
      payload: { many: [9] },
      attempt: 1,
      dead_at: null,
      claimed_by: null,
      last_error: expect.stringContaining("version 3") as string,
    });
    expect(newer?.due_at.getTime()).toBeGreaterThan(now.getTime());
    expect(dead).toMatchObject({
      task: "fetch-again",
      last_error: expect.stringContaining("has no upgrade") as string,
    });
    expect(dead?.dead_at).not.toBeNull();
  });

  test("a message that names another task's order, as after a change of database, touches nothing", async () => {
    await site.database.transaction((tx) =>
      site.outbox.add(tx, fetchTask, { n: 1 }),
    );
    const [row] = await site.rows();
    const stranger = { id: row?.id ?? "", task: "greet", version: 1 };
    const seen: string[] = [];
    const greet = defineTask({ ...fetchTask, name: "greet" });
    await site.work([
      implementTask(greet, ({ n }) => {
        seen.push(`greeted ${n}`);
        return Promise.resolve();
      }),
    ]);
    await site.driver.publish([{ ...stranger, priority: "live" }]);
    await site.database.transaction((tx) =>
      site.outbox.add(tx, greet, { n: 2 }, { priority: "dormant" }),
    );
    await site.relay.run();
    await until("the task's own order is done", () => seen.length === 1);
    expect(seen).toEqual(["greeted 2"]);
    expect(await site.rows()).toMatchObject([{ id: row?.id, attempt: 0 }]);
  });

  test("a failed order waits its time, not less, and is tried again", async () => {
    const attempts: number[] = [];
    await site.work(
      works((_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error("once");
        return Promise.resolve();
      }),
    );
    await order(1);
    const [row] = await until("it waits", async () => {
      const rows = await site.rows();
      return rows[0]?.last_error === "once" && rows;
    });
    expect(row).toMatchObject({
      attempt: 1,
      claimed_by: null,
      relayed_at: null,
    });
    const waitMs = (row?.due_at.getTime() ?? 0) - site.clock.now().getTime();
    expect(waitMs).toBeGreaterThan(50_000);
    await site.relay.run();
    expect((await site.rows())[0]?.relayed_at).toBeNull();
    site.clock.advance(waitMs + 1);
    await site.relay.run();
    await until("it is done", noneLeft);
    expect(attempts).toEqual([1, 2]);
  });

  test("out of attempts it is a dead letter, which can be looked at and replayed", async () => {
    let isBroken = true;
    await site.work(
      works(() => {
        if (isBroken) throw new Error("still broken");
        return Promise.resolve();
      }),
    );
    await order(1);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await until(`attempt ${attempt} has failed`, async () => {
        const [row] = await site.rows();
        return row?.attempt === attempt && row.claimed_by === null;
      });
      site.clock.advance(3_600_000);
      await site.relay.run();
    }
    const deadLetters = createDeadLetters(site);
    const [dead] = await deadLetters.list({ limit: 10 });
    expect(dead).toMatchObject({
      task: "fetch",
      attempt: 3,
      lastError: "still broken",
    });
    expect(await deadLetters.inspect(dead?.id ?? "")).toMatchObject({
      payload: { n: 1 },
    });
    isBroken = false;
    expect(await deadLetters.replay({ task: "fetch" })).toBe(1);
    await site.relay.run();
    await until("it is done", noneLeft);
  });

  test("a rejected order is a dead letter at once and does not stop the others", async () => {
    await site.work(
      works(({ n }) => {
        if (n === 1) throw new RejectedError("N", "1 is no good");
        return Promise.resolve();
      }),
      { concurrency: 1 },
    );
    await order(1, 2, 3);
    await until("the others are done", async () => {
      const rows = await site.rows();
      return rows.length === 1 && rows[0]?.dead_at;
    });
    expect(await site.rows()).toMatchObject([
      { payload: { n: 1 }, last_error: "1 is no good", attempt: 1 },
    ]);
  });

  test("an order that has to wait for the world comes back at the time given, and its attempt does not count", async () => {
    const retryAt = new Date(site.clock.now().getTime() + 600_000);
    await site.work(
      works((_payload, { attempt }) => {
        if (site.clock.now() < retryAt)
          throw new UnavailableError("No budget", { retryAt });
        expect(attempt).toBe(1);
        return Promise.resolve();
      }),
    );
    await order(1);
    await until("it waits", async () => {
      const [row] = await site.rows();
      return row?.due_at.getTime() === retryAt.getTime() && row.attempt === 0;
    });
    site.clock.advance(600_000);
    await site.relay.run();
    await until("it is done", noneLeft);
  });

  test("an order that meets a full disk waits for room, however often it meets it", async () => {
    let isFull = true;
    let met = 0;
    await site.work(
      works(async () => {
        if (!isFull) return;
        met++;
        await site.database.transaction(
          (tx) =>
            tx.$executeRaw`DO $$ BEGIN RAISE 'no room' USING ERRCODE = 'disk_full'; END $$`,
        );
      }),
    );
    await order(1);
    const { attempts } = fetchTask.retry;
    for (let times = 1; times <= 2 * attempts; times++) {
      await until("it has met it", async () => {
        const [row] = await site.rows();
        return met === times && row?.claimed_by === null;
      });
      expect(await site.rows()).toMatchObject([
        {
          dead_at: null,
          last_error: expect.stringContaining("disk is full") as unknown,
        },
      ]);
      if (times === 2 * attempts) isFull = false;
      site.clock.advance(3_600_000);
      await site.relay.run();
    }
    await until("it is done", noneLeft);
  });
});
