export { createOutbox, type Outbox, type OrderOptions } from "./outbox.ts";
export type {
  QueueConsumer,
  QueueCounts,
  QueueDriver,
  QueueMessage,
} from "./queue-driver.ts";
