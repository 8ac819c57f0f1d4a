import { type Channel, connect, type RecoveringChannelModel } from "amqplib";
import { type Logger, UnavailableError } from "../../../../kernel/index.ts";
import type {
  QueueConsumer,
  QueueCounts,
  QueueDriver,
} from "../queue-driver.ts";
import { consumeQueues } from "./consume-queues.ts";
import { createPublisher } from "./create-publisher.ts";
import { declareQueues } from "./declare-queues.ts";
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
    async counts(tasks) {
      const channel = await openChannel(await connecting, patienceMs);
      try {
        return await within(patienceMs, countAll(channel, prefix, tasks));
      } catch (error) {
        if (error instanceof UnavailableError) throw error;
        throw new UnavailableError("RabbitMQ does not answer", {
          cause: error,
        });
      } finally {
        channel.close().catch(() => undefined);
      }
    },
    async close() {
      const connection = await connecting;
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await publisher.close();
      await connection.close();
    },
  };
}

async function openChannel(
  connection: RecoveringChannelModel,
  patienceMs: number,
): Promise<Channel> {
  const opening = connection.createChannel();
  try {
    const channel = await within(patienceMs, opening);
    // Unheard, a refused request would end the process; whoever sent it is told anyway.
    channel.on("error", () => undefined);
    return channel;
  } catch (error) {
    // It may still open when the broker is back; nobody would close it.
    opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

/** Declaring a queue that is there changes nothing and tells what is in it; asking for one that is not would close the channel. */
async function countAll(
  channel: Channel,
  prefix: string,
  tasks: readonly string[],
): Promise<QueueCounts[]> {
  const counts: QueueCounts[] = [];
  for (const task of tasks) {
    const queues = await declareQueues(channel, prefix, task);
    counts.push({
      queueName: task,
      messageCount: queues.reduce(
        (sum, { messageCount }) => sum + messageCount,
        0,
      ),
      // Everybody consumes from all queues of a task.
      consumerCount: Math.max(
        ...queues.map(({ consumerCount }) => consumerCount),
      ),
    });
  }
  return counts;
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
  connection.on("reconnect-scheduled", ({ attempt, delay, error }) =>
    log.warn(
      { attempt, delayMs: delay, reason: error.message },
      "RabbitMQ is away, trying again",
    ),
  );
  connection.on("error", (error) =>
    log.warn({ reason: error.message }, "RabbitMQ connection failed"),
  );
  connection.on("handler-error", (error: unknown) =>
    log.error({ error }, "A RabbitMQ listener failed"),
  );
  return connection;
}
