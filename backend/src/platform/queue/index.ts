export { findWiringProblems } from "./check-wiring.ts";
export { createQueueDriver } from "./drivers/create-queue-driver.ts";
export { countFailing, type Failing } from "./orders/count-failing.ts";
export { type Backlog, readBacklog } from "./orders/read-backlog.ts";
export { findUnordered } from "./orders/find-unordered.ts";
export {
  createDeadLetters,
  type DeadLetter,
  type DeadLetterKey,
  type DeadLetters,
} from "./orders/dead-letters.ts";
export { startLeadership, type Leadership } from "./processes/leadership.ts";
export {
  createOutbox,
  type Outbox,
  type OrderOptions,
} from "./orders/outbox.ts";
export type {
  QueueConsumer,
  QueueCounts,
  QueueDriver,
  QueueMessage,
} from "./drivers/queue-driver.ts";
export { startConsumer, type Work } from "./start-consumer.ts";
export { startRelay, type Relay } from "./start-relay.ts";
export { startSweeper, type Sweeper } from "./start-sweeper.ts";
export {
  startWorkerProcess,
  type WorkerProcess,
} from "./processes/worker-process.ts";
