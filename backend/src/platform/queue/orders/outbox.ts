import {
  type Clock,
  type EventContract,
  type EventListener,
  type Priority,
  priorityRank,
  type TaskContract,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import { mergeByKey, type Order, writeOrders } from "./write-orders.ts";

export interface OrderOptions {
  priority?: Priority;
  /** Not before this moment; now when left out. */
  dueAt?: Date;
}

/** What a transaction wants done next. The row is the order; the queue only carries its id. */
export interface Outbox {
  /**
   * Writes the order in the caller's transaction. With a `key` at most one order of the task waits at a time: adding
   * again raises its priority, brings its due time forward, and the fields the newer payload names replace the older
   * ones (leave a flag out rather than writing `false`). An order somebody already works on does not count as waiting; it
   * is waited for, so that of one key one order at a time is worked on.
   */
  add<Payload>(
    tx: Transaction,
    contract: TaskContract<Payload>,
    payload: Payload,
    options?: OrderOptions & { key?: string },
  ): Promise<void>;
  /** The same for many, in one statement. */
  addMany<Payload>(
    tx: Transaction,
    contract: TaskContract<Payload>,
    payloads: readonly Payload[],
    options?: OrderOptions & { key?: (payload: Payload) => string },
  ): Promise<void>;
  /** One order for each listener of the event. */
  emit<Payload>(
    tx: Transaction,
    event: EventContract<Payload>,
    payload: Payload,
    options?: { priority?: Priority },
  ): Promise<void>;
  /** Hands on at once what this process has just committed; call it after the transaction. Cheap, never throws; without it the scheduler hands on within a second or so. */
  poke(): void;
  /** Who does the handing on: `startRelay` registers here. Returns how to leave again. */
  onPoke(handOn: () => void): () => void;
}

export function createOutbox(deps: {
  clock: Clock;
  listeners: readonly EventListener[];
}): Outbox {
  const { clock, listeners } = deps;
  const pokeListeners = new Set<() => void>();

  function order(
    contract: TaskContract<unknown>,
    payload: unknown,
    options: OrderOptions & { key?: string | undefined } = {},
  ): Order {
    const now = clock.now();
    return {
      task: contract.name,
      version: contract.version,
      payload: contract.payload.parse(payload),
      priority: priorityRank(options.priority ?? contract.priority),
      key: options.key ?? null,
      dueAt: (options.dueAt ?? now).toISOString(),
      createdAt: now.toISOString(),
    };
  }

  return {
    async add(tx, contract, payload, options) {
      await writeOrders(tx, [order(contract, payload, options)]);
    },
    async addMany(tx, contract, payloads, options = {}) {
      const { key, ...rest } = options;
      const orders = payloads.map((payload) =>
        order(contract, payload, { ...rest, key: key?.(payload) }),
      );
      await writeOrders(tx, mergeByKey(orders));
    },
    async emit(tx, event, payload, options) {
      const fact = event.payload.parse(payload);
      const orders = listeners
        .filter((listener) => listener.event.name === event.name)
        .map(({ task }) => order(task, fact, options));
      await writeOrders(tx, orders);
    },
    poke() {
      for (const handOn of pokeListeners) handOn();
    },
    onPoke(handOn) {
      pokeListeners.add(handOn);
      return () => pokeListeners.delete(handOn);
    },
  };
}
