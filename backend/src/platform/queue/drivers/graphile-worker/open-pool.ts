import pg from "pg";

/** Connections of graphile-worker's own; a broken one is replaced with the next query and never ends the process. */
export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on("error", () => undefined);
  // It takes its own listener off a broken connection before that is done complaining.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
