export { findWiringProblems } from "./check-wiring.ts";
export { createQueueDriver } from "./create-queue-driver.ts";
export {
  createDeadLetters,
  type DeadLetter,
  type DeadLetters,
} from "./dead-letters.ts";
export { startLeadership, type Leadership } from "./leadership.ts";
export { createOutbox, type Outbox, type OrderOptions } from "./outbox.ts";
export type {
  QueueConsumer,
  QueueCounts,
  QueueDriver,
  QueueMessage,
} from "./queue-driver.ts";
export { startConsumer, type Work } from "./start-consumer.ts";
export { startRelay, type Relay } from "./start-relay.ts";
export { startSweeper, type Sweeper } from "./start-sweeper.ts";
export { startWorkerProcess, type WorkerProcess } from "./worker-process.ts";
