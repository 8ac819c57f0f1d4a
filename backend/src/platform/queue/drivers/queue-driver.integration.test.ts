import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until } from "../../../../../tests/support/until.ts";
import {
  type Priority,
  silentLogger,
  systemClock,
  UnavailableError,
} from "../../../kernel/index.ts";
import type { QueueDriver, QueueMessage } from "./queue-driver.ts";
import { type QueueBench, queueBenches } from "../test-support/queue-bench.ts";
import { startWorkerProcess } from "../processes/worker-process.ts";

/** What every queue driver has to do, whatever is behind it. */
describe.each(queueBenches)("queue driver $name", (kind) => {
  let bench: QueueBench;
  let driver: QueueDriver;
  let opened: QueueDriver[];

  beforeEach(async ({ skip }) => {
    if (!kind.isThere()) skip("RabbitMQ is not here");
    bench = await kind.open();
    opened = [];
    driver = openDriver();
  });

  afterEach(async () => {
    if (!kind.isThere()) return;
    bench.proxy.restore();
    await Promise.all(opened.map((one) => one.close()));
    await bench.close();
  });

  function openDriver(): QueueDriver {
    const one = bench.open();
    opened.push(one);
    return one;
  }

  test("delivers what was published, as it was published", async () => {
    const received: QueueMessage[] = [];
    await consume(driver, received);
    const messages = [message(1, "immediate"), message(2, "dormant")];
    await driver.publish(messages);
    await until("both arrived", () => received.length === 2);
    expect(received.toSorted(byId)).toEqual(messages);
  });

  test("keeps what nobody consumes yet", async () => {
    await driver.publish([message(1), message(2)]);
    const received: QueueMessage[] = [];
    await consume(openDriver(), received);
    await until("both arrived", () => received.length === 2);
  });

  test("delivers a message that was published twice twice", async () => {
    const received: QueueMessage[] = [];
    await consume(driver, received);
    await driver.publish([message(1)]);
    await driver.publish([message(1)]);
    await until("it came twice", () => received.length === 2);
  });

  test("gives a free slot to the most urgent", async () => {
    const received: QueueMessage[] = [];
    const gate = Promise.withResolvers<void>();
    await driver.consume("fetch", { concurrency: 1 }, async (one) => {
      received.push(one);
      await gate.promise;
    });
    await driver.publish([message(1, "recent")]);
    await until("the first is being worked on", () => received.length === 1);
    await driver.publish([
      message(2, "dormant"),
      message(3, "recent"),
      message(4, "live"),
      message(5, "immediate"),
    ]);
    // For RabbitMQ: delivered ahead, so that the choice is the consumer's. Given back at most once, and not sooner than in a second.
    await until("the rest is at hand", async () => {
      const [counts] = await driver.counts(["fetch"]);
      return counts?.messageCount === (driver.name === "rabbitmq" ? 0 : 4);
    });
    gate.resolve();
    await until("all arrived", () => received.length === 5);
    expect(received.map(({ priority }) => priority)).toEqual([
      "recent",
      "immediate",
      "live",
      "recent",
      "dormant",
    ]);
  });

  test("runs no more handlers at a time than it was told", async () => {
    let now = 0;
    let most = 0;
    let done = 0;
    const gate = Promise.withResolvers<void>();
    await driver.consume("fetch", { concurrency: 3 }, async () => {
      most = Math.max(most, ++now);
      await gate.promise;
      now--;
      done++;
    });
    await driver.publish(
      Array.from({ length: 12 }, (_, index) => message(index + 1)),
    );
    await until("three are at work", () => now === 3);
    gate.resolve();
    await until("all are done", () => done === 12);
    expect(most).toBe(3);
  });

  test("shares work between consumers", async () => {
    const gate = Promise.withResolvers<void>();
    const at = [0, 0];
    for (const index of [0, 1])
      await openDriver().consume("fetch", { concurrency: 1 }, async () => {
        at[index] = (at[index] ?? 0) + 1;
        await gate.promise;
      });
    await driver.publish([message(1), message(2)]);
    await until("each has one", () => at[0] === 1 && at[1] === 1);
    gate.resolve();
  });

  test("counts what is ready and who consumes", async () => {
    await driver.publish([message(1, "immediate"), message(2), message(3)]);
    expect(await driver.counts(["fetch", "other"])).toEqual([
      { queueName: "fetch", messageCount: 3, consumerCount: 0 },
      { queueName: "other", messageCount: 0, consumerCount: 0 },
    ]);
    // graphile-worker's consumers are known by the signatures of their processes.
    const process = startWorkerProcess({
      url: bench.databaseUrl,
      name: "test",
      tasks: ["fetch"],
      clock: systemClock,
      log: silentLogger,
    });
    await process.number();
    const received: QueueMessage[] = [];
    await consume(driver, received);
    await until("all arrived", () => received.length === 3);
    await until("the counts follow", async () => {
      const [counts] = await driver.counts(["fetch"]);
      return counts?.messageCount === 0 && counts.consumerCount === 1;
    });
    await process.close();
  });

  test("goes on after its connection was cut", async () => {
    const received: QueueMessage[] = [];
    await consume(driver, received);
    await driver.publish([message(1)]);
    await until("the first arrived", () => received.length === 1);
    bench.proxy.cut();
    await until("it can publish again", () =>
      driver.publish([message(2)]).then(
        () => true,
        () => false,
      ),
    );
    await until("the second arrived", () =>
      received.some(({ id }) => id === "2"),
    );
  });

  test("says so when it can not publish, and recovers", async () => {
    await driver.publish([message(1)]);
    bench.proxy.block();
    await until("the loss is noticed", () => bench.proxy.connections() === 0);
    await expect(driver.publish([message(2)])).rejects.toThrow(
      UnavailableError,
    );
    bench.proxy.restore();
    await until("it can publish again", () =>
      driver.publish([message(3)]).then(
        () => true,
        () => false,
      ),
    );
    const ids = new Set<string>();
    await driver.consume("fetch", { concurrency: 5 }, ({ id }) => {
      ids.add(id);
      return Promise.resolve();
    });
    await until(
      "what was confirmed arrives",
      () => ids.has("1") && ids.has("3"),
    );
  });

  test("waits for what is in flight when a consumer closes, and leaves the rest", async () => {
    const gate = Promise.withResolvers<void>();
    const events: string[] = [];
    const consumer = await driver.consume(
      "fetch",
      { concurrency: 1 },
      async ({ id }) => {
        events.push(`started ${id}`);
        await gate.promise;
        events.push(`done ${id}`);
      },
    );
    await driver.publish([message(1)]);
    await until("the first is being worked on", () => events.length === 1);
    await driver.publish([message(2)]);
    const closing = consumer.close().then(() => events.push("closed"));
    gate.resolve();
    await closing;
    expect(events).toEqual(["started 1", "done 1", "closed"]);
    const received: QueueMessage[] = [];
    await consume(openDriver(), received);
    await until("the next consumer gets the rest", () => received.length === 1);
    expect(received[0]?.id).toBe("2");
  });

  test("is not stopped by a message nobody can read", async () => {
    const received: QueueMessage[] = [];
    await consume(driver, received);
    await bench.poison("fetch");
    await driver.publish([message(2, "live")]);
    await until("the next arrived", () => received.length === 1);
    const [counts] = await driver.counts(["fetch"]);
    expect(counts?.messageCount).toBe(0);
  });

  test("is not stopped by a handler that fails, and does not spin on it", async () => {
    const seen: string[] = [];
    await driver.consume("fetch", { concurrency: 1 }, ({ id }) => {
      seen.push(id);
      return id === "1" ? Promise.reject(new Error("no")) : Promise.resolve();
    });
    await driver.publish([message(1)]);
    await driver.publish([message(2)]);
    await until("the second arrived", () => seen.includes("2"));
    expect(seen).toEqual(["1", "2"]);
  });
});

async function consume(
  driver: QueueDriver,
  received: QueueMessage[],
): Promise<void> {
  await driver.consume("fetch", { concurrency: 5 }, (one) => {
    received.push(one);
    return Promise.resolve();
  });
}

function message(id: number, priority: Priority = "recent"): QueueMessage {
  return { id: String(id), task: "fetch", version: 1, priority };
}

function byId(a: QueueMessage, b: QueueMessage): number {
  return Number(a.id) - Number(b.id);
}
