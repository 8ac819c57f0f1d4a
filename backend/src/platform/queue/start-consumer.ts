import {
  type Clock,
  type Logger,
  priorityOfRank,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import {
  claimOrder,
  type ClaimedOrder,
  completeOrder,
  putBack,
  settleOrder,
} from "./orders/claims.ts";
import type {
  QueueConsumer,
  QueueDriver,
  QueueMessage,
} from "./drivers/queue-driver.ts";
import type { Outbox } from "./orders/outbox.ts";
import { readPayload } from "./orders/read-payload.ts";
import { settlementOf } from "./orders/settlement.ts";
import type { WorkerProcess } from "./processes/worker-process.ts";

export interface Work {
  readonly implementation: TaskImplementation;
  /** Orders of this task worked on at a time in this process. */
  readonly concurrency: number;
}

interface ConsumerDeps {
  database: Database;
  driver: QueueDriver;
  outbox: Pick<Outbox, "poke">;
  process: WorkerProcess;
  clock: Clock;
  log: Logger;
  random?: () => number;
}

/** Turns messages into claimed orders, runs their handlers and settles what comes of it. The one place where errors of tasks are mapped. */
export async function startConsumer(
  deps: ConsumerDeps,
  works: readonly Work[],
): Promise<QueueConsumer> {
  const consumers = await Promise.all(
    works.map((work) => {
      const { name } = work.implementation.contract;
      return deps.driver.consume(
        name,
        { concurrency: work.concurrency },
        createMessageHandler(deps, work.implementation),
      );
    }),
  );
  return {
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close()));
    },
  };
}

/** What is done with one message; rejects only when the order could not even be claimed, and then it is re-issued later. */
export function createMessageHandler(
  deps: ConsumerDeps,
  { contract, handler }: TaskImplementation,
): (message: QueueMessage) => Promise<void> {
  const { clock, random = Math.random } = deps;
  const { pool } = deps.database;
  const inHand = new Set<string>();

  return async ({ id }) => {
    // A duplicate of what this process works on: not even asked for.
    if (inHand.has(id)) return;
    inHand.add(id);
    try {
      const claimedBy = await deps.process.number();
      const log = deps.log.child({ task: contract.name, id });
      const order = await claim(id, claimedBy, log);
      if (order === null) log.debug({}, "Nothing to do for this message");
      else await work(order, log.child({ attempt: order.attempt }));
    } finally {
      inHand.delete(id);
    }
  };

  async function claim(
    id: string,
    claimedBy: number,
    log: Logger,
  ): Promise<ClaimedOrder | null> {
    try {
      return await claimOrder(
        pool,
        { id, task: contract.name },
        claimedBy,
        clock.now(),
      );
    } catch (error) {
      // The answer may be what got lost: a claim nobody knows of would be held for as long as this process lives.
      await persist(() => putBack(pool, { id, claimedBy }, {}), log);
      throw error;
    }
  }

  async function work(order: ClaimedOrder, log: Logger): Promise<void> {
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      // Each attempt before ended with its process: this order may be what kills them.
      if (order.attempt > contract.retry.attempts)
        throw new Error(
          `Given up after ${contract.retry.attempts} attempts, the last of which ended with its process`,
        );
      const payload = readPayload(contract, order.payload, order.version);
      await handler(payload, {
        taskId: order.id,
        attempt: order.attempt,
        priority: priorityOfRank(order.priority),
        log,
      });
    } catch (error) {
      await fail(order, error, log.child({ ms: took() }));
      return;
    }
    const { isOurs, isNextWaiting } = await persist(
      () => completeOrder(pool, order),
      log,
    );
    if (isNextWaiting) deps.outbox.poke();
    const ms = took();
    if (isOurs) log.debug({ ms }, "Done");
    else log.warn({ ms }, "Done, but somebody else was given it meanwhile");
  }

  async function fail(
    order: ClaimedOrder,
    error: unknown,
    log: Logger,
  ): Promise<void> {
    const now = clock.now();
    const settlement = settlementOf(
      error,
      contract.retry,
      order.attempt,
      now,
      random,
    );
    if (settlement.kind === "dead")
      log.error({ reason: settlement.reason }, "Failed for good: dead letter");
    else
      log.warn(
        { reason: settlement.reason, dueAt: settlement.dueAt },
        "Failed, will be tried again",
      );
    await persist(() => settleOrder(pool, order, settlement, now), log);
  }
}

/** Until the database takes it: an order that is claimed by a living process and worked on by nobody would never move again. */
async function persist<Result>(
  write: () => Promise<Result>,
  log: Logger,
): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      log.warn({ error }, "Could not write down what became of a task");
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(5_000, 100 * 2 ** tries)),
      );
    }
  }
}
