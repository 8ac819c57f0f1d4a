import pg from "pg";
import { surviveBrokenConnections } from "../../../database/index.ts";

/** Connections of graphile-worker's own; a broken one is replaced with the next query and never ends the process. */
export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  surviveBrokenConnections(pool);
  return pool;
}
