import { sqlJson, type Transaction } from "../../database/index.ts";

export interface Order {
  readonly task: string;
  readonly version: number;
  readonly payload: unknown;
  readonly priority: number;
  readonly key: string | null;
  readonly dueAt: string;
  readonly createdAt: string;
}

/**
 * Inserts the orders in one statement. One whose key waits already is merged into the waiting row; when that makes it
 * more urgent, the row is handed to the queue once more at the new priority, and whichever message comes second finds
 * nothing to claim. At most one order for each (task, key) per call: see `mergeByKey`.
 */
export async function writeOrders(
  tx: Transaction,
  orders: readonly Order[],
): Promise<void> {
  if (orders.length === 0) return;
  // Rows of a key are locked until the caller commits: every caller takes them in the same sequence.
  const sorted = orders.toSorted((a, b) => compare(a.key ?? "", b.key ?? ""));
  await tx.$executeRaw`
    INSERT INTO outbox AS waiting (task, version, payload, priority, key, due_at, created_at)
    SELECT task, version, payload, priority, key, "dueAt", "createdAt"
      FROM jsonb_to_recordset(${sqlJson(sorted)}::jsonb) AS x(task text, version smallint, payload jsonb,
             priority smallint, key text, "dueAt" timestamptz, "createdAt" timestamptz)
    ON CONFLICT (task, key) WHERE key IS NOT NULL AND claimed_by IS NULL AND dead_at IS NULL DO UPDATE SET
      priority = least(waiting.priority, excluded.priority),
      due_at = least(waiting.due_at, excluded.due_at),
      relayed_at = CASE WHEN excluded.priority >= waiting.priority THEN waiting.relayed_at END,
      payload = CASE WHEN excluded.version = waiting.version
                      AND jsonb_typeof(excluded.payload) = 'object' AND jsonb_typeof(waiting.payload) = 'object'
                     THEN waiting.payload || excluded.payload ELSE excluded.payload END,
      version = excluded.version`;
}

/** One order for each (task, key), merged as `writeOrders` would: one statement can not touch a row twice. */
export function mergeByKey(orders: readonly Order[]): Order[] {
  const merged = new Map<string, Order>();
  for (const [index, order] of orders.entries()) {
    const name =
      order.key === null ? `#${index}` : `${order.task} ${order.key}`;
    const earlier = merged.get(name);
    merged.set(name, earlier === undefined ? order : merge(earlier, order));
  }
  return [...merged.values()];
}

function merge(earlier: Order, later: Order): Order {
  return {
    ...later,
    payload:
      isObject(earlier.payload) && isObject(later.payload)
        ? { ...earlier.payload, ...later.payload }
        : later.payload,
    priority: Math.min(earlier.priority, later.priority),
    dueAt: earlier.dueAt < later.dueAt ? earlier.dueAt : later.dueAt,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
