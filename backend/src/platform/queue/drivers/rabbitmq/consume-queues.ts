import type { Channel, ConsumeMessage, RecoveringChannelModel } from "amqplib";
import {
  type Logger,
  priorities,
  type Priority,
} from "../../../../kernel/index.ts";
import type { QueueConsumer, QueueMessage } from "../queue-driver.ts";
import { readMessage } from "../read-message.ts";
import { declareQueues, queueName } from "./declare-queues.ts";

/** How long a message that was fetched ahead may wait for a slot before other processes get their chance at it. */
const giveBackAfterMs = 1_000;

/** Wait before a consumer whose channel broke is set up again; the connection has its own, growing one. */
const reattachAfterMs = 200;

interface Delivery {
  readonly raw: ConsumeMessage;
  readonly channel: Channel;
  readonly message: QueueMessage;
  giveBack?: NodeJS.Timeout;
}

/**
 * Consumes all queues of one task over one channel. Each queue may send one message more than there are slots; when a
 * slot frees, the most urgent of what is there gets it.
 */
export function consumeQueues(options: {
  connection: RecoveringChannelModel;
  prefix: string;
  task: string;
  concurrency: number;
  handler: (message: QueueMessage) => Promise<void>;
  log: Logger;
}): QueueConsumer & { readonly attached: Promise<void> } {
  const { connection, prefix, task, concurrency, handler } = options;
  const log = options.log.child({ task });
  const waiting = new Map<Priority, Delivery[]>(
    priorities.map((priority) => [priority, []]),
  );
  const firstAttached = Promise.withResolvers<void>();
  let attached: { channel: Channel; tags: string[] } | null = null;
  let running = 0;
  let isClosed = false;
  let whenIdle: (() => void) | null = null;

  /** Lives as long as the consumer: a channel, until it breaks, then the next one. */
  async function keepAttached(): Promise<void> {
    for (;;) {
      try {
        const channel = await connection.createChannel();
        const broken = new Promise<void>((resolve) => {
          channel.on("close", resolve);
          channel.on("error", () => resolve());
        });
        await attach(channel);
        firstAttached.resolve();
        await broken;
      } catch (error) {
        if (!isClosed) log.warn({ error }, "Could not consume, trying again");
      }
      forget();
      if (isClosed) return;
      await new Promise((resolve) => setTimeout(resolve, reattachAfterMs));
    }
  }

  async function attach(channel: Channel): Promise<void> {
    await declareQueues(channel, prefix, task);
    await channel.prefetch(concurrency + 1);
    const tags: string[] = [];
    attached = { channel, tags };
    for (const priority of priorities) {
      const { consumerTag } = await channel.consume(
        queueName(prefix, task, priority),
        (raw) => receive(channel, priority, raw),
      );
      tags.push(consumerTag);
    }
  }

  /** What the broken channel had fetched ahead comes again over the next one. */
  function forget(): void {
    attached = null;
    for (const deliveries of waiting.values())
      for (const { giveBack } of deliveries.splice(0)) clearTimeout(giveBack);
  }

  function receive(
    channel: Channel,
    priority: Priority,
    raw: ConsumeMessage | null,
  ): void {
    // The queue was deleted: setting up the channel again declares it.
    if (raw === null) {
      channel.close().catch(() => undefined);
      return;
    }
    const body = readMessage(parse(raw.content));
    if (body === null) {
      log.error({}, "Dropped a message that can not be read");
      tell(() => channel.ack(raw));
      return;
    }
    const delivery: Delivery = { raw, channel, message: { ...body, priority } };
    // Once only: should all processes be busy it stays with one of them.
    if (!raw.fields.redelivered)
      delivery.giveBack = setTimeout(
        () => giveBack(priority, delivery),
        giveBackAfterMs,
      );
    waiting.get(priority)?.push(delivery);
    startMore();
  }

  function giveBack(priority: Priority, delivery: Delivery): void {
    const deliveries = waiting.get(priority) ?? [];
    const index = deliveries.indexOf(delivery);
    if (index === -1) return;
    deliveries.splice(index, 1);
    clearTimeout(delivery.giveBack);
    tell(() => delivery.channel.nack(delivery.raw, false, true));
  }

  function startMore(): void {
    while (running < concurrency && !isClosed) {
      const next = priorities
        .map((priority) => waiting.get(priority) ?? [])
        .find((deliveries) => deliveries.length > 0)
        ?.shift();
      if (next === undefined) return;
      clearTimeout(next.giveBack);
      running++;
      void work(next);
    }
  }

  async function work({ raw, channel, message }: Delivery): Promise<void> {
    try {
      await handler(message);
    } catch (error) {
      // The outbox has the order: it is re-issued. Asked for at once again it would only spin.
      log.warn({ id: message.id, error }, "Could not work on a message");
    }
    running--;
    tell(() => channel.ack(raw));
    startMore();
    if (running === 0) whenIdle?.();
  }

  const life = keepAttached();

  async function stop(): Promise<void> {
    isClosed = true;
    const last = attached;
    if (last !== null) {
      await Promise.allSettled(
        last.tags.map((tag) => last.channel.cancel(tag)),
      );
      for (const [priority, deliveries] of waiting)
        for (const delivery of [...deliveries]) giveBack(priority, delivery);
    }
    if (running > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
    forget();
    await last?.channel.close().catch(() => undefined);
    if (last !== null) await life;
  }

  let stopping: Promise<void> | null = null;
  return {
    attached: firstAttached.promise,
    close: () => (stopping ??= stop()),
  };
}

/** On a channel that broke meanwhile there is nobody to tell: the message comes again and finds nothing to claim. */
function tell(broker: () => void): void {
  try {
    broker();
  } catch {
    return;
  }
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    return null;
  }
}
