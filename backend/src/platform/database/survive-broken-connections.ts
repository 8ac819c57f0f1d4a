import type pg from "pg";

/**
 * A connection that breaks while no query of it is under way, idle in the pool or between two statements of a
 * transaction, has no one waiting for it; without these listeners it would end the process. Whoever holds it learns of
 * it with the next query, and the pool opens another.
 */
export function surviveBrokenConnections(pool: pg.Pool): void {
  pool.on("error", () => undefined);
  // The pool takes its own listener off a connection while that is lent out.
  pool.on("connect", (client) => client.on("error", () => undefined));
}
