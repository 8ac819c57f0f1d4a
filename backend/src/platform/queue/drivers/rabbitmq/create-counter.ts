import type { Channel, RecoveringChannelModel } from "amqplib";
import { UnavailableError } from "../../../../kernel/index.ts";
import type { QueueCounts } from "../queue-driver.ts";
import { declareQueues } from "./declare-queues.ts";
import { within } from "./within.ts";

/** Counts over one channel for all who ask: the broker has a few thousand for everybody. */
export function createCounter(deps: {
  connecting: Promise<RecoveringChannelModel>;
  prefix: string;
  patienceMs: number;
}): {
  counts(tasks: readonly string[]): Promise<QueueCounts[]>;
  close(): Promise<void>;
} {
  const { connecting, prefix, patienceMs } = deps;
  let open: Promise<Channel> | null = null;

  /** Opened with the first question and again after it broke; while the broker is away everybody waits for the same one. */
  function channelOpen(): Promise<Channel> {
    if (open !== null) return open;
    const opening = openChannel(() => {
      if (open === opening) open = null;
    });
    open = opening;
    opening.catch(() => {
      if (open === opening) open = null;
    });
    return opening;
  }

  async function openChannel(onBroken: () => void): Promise<Channel> {
    const channel = await (await connecting).createChannel();
    channel.on("close", onBroken);
    // Unheard, a refused request would end the process; whoever sent it is told anyway.
    channel.on("error", onBroken);
    return channel;
  }

  return {
    async counts(tasks) {
      const channel = await within(patienceMs, channelOpen());
      try {
        return await within(patienceMs, countAll(channel, prefix, tasks));
      } catch (error) {
        // Whatever it still owes an answer for is not waited for by the next one.
        channel.close().catch(() => undefined);
        if (error instanceof UnavailableError) throw error;
        throw new UnavailableError("RabbitMQ does not answer", {
          cause: error,
        });
      }
    },
    async close() {
      // One that is not open yet ends with the connection.
      const channel = await within(100, open ?? Promise.resolve(null)).catch(
        () => null,
      );
      await channel?.close().catch(() => undefined);
    },
  };
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
