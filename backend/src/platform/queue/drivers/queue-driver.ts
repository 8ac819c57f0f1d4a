import type { Priority } from "../../../kernel/index.ts";

/** All a message is: where to find the order. Losing or doubling it costs time, never work. */
export interface QueueMessage {
  /** Id of the outbox row. */
  readonly id: string;
  readonly task: string;
  readonly version: number;
  readonly priority: Priority;
}

export interface QueueCounts {
  readonly queueName: string;
  /** Messages ready for a consumer: not those being worked on, not orders that wait for their time. */
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface QueueConsumer {
  /** Takes no more messages and resolves once those in flight are done. */
  close(): Promise<void>;
}

/**
 * Delivers messages at least once, the most urgent first. Implemented for graphile-worker (same database) and RabbitMQ,
 * proven by one contract suite.
 */
export interface QueueDriver {
  readonly name: "graphile-worker" | "rabbitmq";
  /** Resolves when the queue has them for good; UnavailableError when it can not take them now. */
  publish(messages: readonly QueueMessage[]): Promise<void>;
  /** Runs at most `concurrency` handlers at a time. A message is done when its handler settles, whatever the outcome: what failed is kept by the outbox, not by the queue. */
  consume(
    task: string,
    options: { concurrency: number },
    handler: (message: QueueMessage) => Promise<void>,
  ): Promise<QueueConsumer>;
  /** One entry for each task, in the order asked for. */
  counts(tasks: readonly string[]): Promise<QueueCounts[]>;
  /** Closes its consumers as well. */
  close(): Promise<void>;
}
