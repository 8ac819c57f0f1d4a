import type { Channel, Replies } from "amqplib";
import { priorities, type Priority } from "../../../../kernel/index.ts";

/** Quorum queues know no priorities before RabbitMQ 4, so each priority has a queue of its own. */
export function queueName(
  prefix: string,
  task: string,
  priority: Priority,
): string {
  return `${prefix}.${task}.${priority}`;
}

export function declareQueue(
  channel: Channel,
  name: string,
): Promise<Replies.AssertQueue> {
  return channel.assertQueue(name, {
    durable: true,
    arguments: { "x-queue-type": "quorum" },
  });
}

/** All queues of the task, most urgent first. */
export function declareQueues(
  channel: Channel,
  prefix: string,
  task: string,
): Promise<Replies.AssertQueue[]> {
  return Promise.all(
    priorities.map((priority) =>
      declareQueue(channel, queueName(prefix, task, priority)),
    ),
  );
}
