import { connect, type RecoveringChannelModel } from "amqplib";
import type { Logger } from "../../../../kernel/index.ts";
import type { QueueConsumer, QueueDriver } from "../queue-driver.ts";
import { consumeQueues } from "./consume-queues.ts";
import { createCounter } from "./create-counter.ts";
import { createPublisher } from "./create-publisher.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { within } from "./within.ts";

/** Quorum queues on RabbitMQ 3.10 or newer. Connects in the background and again after every loss, forever. */
export function createRabbitMqDriver(deps: {
  url: string;
  log: Logger;
  /** First part of the queues' names. */
  prefix?: string;
  /** How long a call waits for the broker before it gives up with UnavailableError. */
  patienceMs?: number;
}): QueueDriver {
  const { url, log, prefix = "killreport", patienceMs = 5_000 } = deps;
  const connecting = openConnection(url, log);
  const consumers: QueueConsumer[] = [];
  const publisher = createPublisher({ connecting, prefix, patienceMs });
  const counter = createCounter({ connecting, prefix, patienceMs });

  return {
    name: "rabbitmq",
    publish: (messages) => publisher.publish(messages),
    async consume(task, { concurrency }, handler) {
      const connection = await connecting;
      const consumer = consumeQueues({
        connection,
        prefix,
        task,
        concurrency,
        handler,
        log,
      });
      consumers.push(consumer);
      // A broker that is away does not keep a process from starting: it consumes as soon as there is one.
      await within(patienceMs, consumer.attached).catch(() => undefined);
      return consumer;
    },
    counts: (tasks) => counter.counts(tasks),
    async close() {
      const connection = await connecting;
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await publisher.close();
      await counter.close();
      await connection.close();
    },
  };
}

async function openConnection(
  url: string,
  log: Logger,
): Promise<RecoveringChannelModel> {
  const address = new URL(url);
  // A broken line that says nothing is noticed after two of these.
  if (!address.searchParams.has("heartbeat"))
    address.searchParams.set("heartbeat", "15");
  const connection = await connect(address.href, {
    timeout: 10_000,
    recovery: { initialDelay: 100, maxDelay: 5_000, waitForConnect: false },
  });
  connection.on("connect", () => log.info({}, "Connected to RabbitMQ"));
  // The address may carry a password: only the reason is logged.
  connection.on("reconnect-scheduled", ({ attempt, delay, error }) => {
    const refusal = explainRefusal(error.message);
    const fields = { attempt, delayMs: delay, reason: error.message };
    // Tried again all the same: it may be the broker's side that is corrected.
    if (refusal === null) log.warn(fields, "RabbitMQ is away, trying again");
    else log.error(fields, refusal);
  });
  connection.on("error", (error) =>
    log.warn({ reason: error.message }, "RabbitMQ connection failed"),
  );
  connection.on("handler-error", (error: unknown) =>
    log.error({ error }, "A RabbitMQ listener failed"),
  );
  return connection;
}
