import type { ConfirmChannel, RecoveringChannelModel } from "amqplib";
import { UnavailableError } from "../../../../kernel/index.ts";
import type { QueueMessage } from "../queue-driver.ts";
import { declareQueue, queueName } from "./declare-queues.ts";
import { within } from "./within.ts";

export interface Publisher {
  publish(messages: readonly QueueMessage[]): Promise<void>;
  close(): Promise<void>;
}

interface OpenChannel {
  readonly channel: ConfirmChannel;
  readonly declared: Set<string>;
  readonly returned: Set<string>;
}

/** Persistent messages on a confirm channel: publish resolves when the broker has written them to disk. */
export function createPublisher(deps: {
  connecting: Promise<RecoveringChannelModel>;
  prefix: string;
  patienceMs: number;
}): Publisher {
  const { connecting, prefix, patienceMs } = deps;
  let open: Promise<OpenChannel> | null = null;

  /** Opened with the first message and again after it broke; while the broker is away everybody waits for the same one. */
  function channelOpen(): Promise<OpenChannel> {
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

  async function openChannel(onBroken: () => void): Promise<OpenChannel> {
    const connection = await connecting;
    const channel = await connection.createConfirmChannel();
    // What is declared is not known on the next connection: the notes go with the channel.
    const returned = new Set<string>();
    channel.on("close", onBroken);
    channel.on("error", onBroken);
    channel.on("return", ({ fields }) => returned.add(fields.routingKey));
    return { channel, declared: new Set<string>(), returned };
  }

  async function send(
    { channel, declared, returned }: OpenChannel,
    messages: readonly QueueMessage[],
  ): Promise<void> {
    for (const { id, task, version, priority } of messages) {
      const queue = queueName(prefix, task, priority);
      if (!declared.has(queue)) {
        await declareQueue(channel, queue);
        declared.add(queue);
      }
      const body = Buffer.from(JSON.stringify({ id, task, version }));
      channel.publish("", queue, body, {
        persistent: true,
        // Without it a message for a queue that somebody deleted is confirmed and dropped.
        mandatory: true,
        contentType: "application/json",
        messageId: id,
      });
    }
    await channel.waitForConfirms();
    if (returned.size === 0) return;
    for (const queue of returned) declared.delete(queue);
    returned.clear();
    throw new UnavailableError("RabbitMQ had lost a queue, declaring it again");
  }

  return {
    async publish(messages) {
      const opened = await within(patienceMs, channelOpen());
      try {
        await within(patienceMs, send(opened, messages));
      } catch (error) {
        // Whatever it still owes an answer for is not waited for by the next call.
        opened.channel.close().catch(() => undefined);
        if (error instanceof UnavailableError) throw error;
        throw new UnavailableError("RabbitMQ did not confirm the messages", {
          cause: error,
        });
      }
    },
    async close() {
      // One that is not open yet ends with the connection.
      const opened = await within(100, open ?? Promise.resolve(null)).catch(
        () => null,
      );
      await opened?.channel.close().catch(() => undefined);
    },
  };
}
