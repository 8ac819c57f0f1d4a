import { UnavailableError } from "../../../kernel/index.ts";
import type { Database } from "../../database/index.ts";

/** The pace at which all processes together ask one host. */
export interface HostPace {
  /**
   * Takes the turn. UnavailableError when it is somebody else's, or the host is to be left alone: to come back when the
   * next one is free, or, for those who are many and in no hurry, at a moment given to nobody else.
   */
  take(now: Date, isUrgent: boolean): Promise<void>;
  /** A moment for a request to come, given to nobody else. */
  promise(now: Date): Promise<Date>;
  /** Nobody asks before `until`. */
  leaveAlone(until: Date, reason: string): Promise<void>;
}

/** Kept in PostgreSQL: a process that starts anew, or a second one, must not ask sooner. */
export function createHostPace(deps: {
  database: Database;
  host: string;
  spacingMs: number;
}): HostPace {
  const { host, spacingMs } = deps;
  const { pool } = deps.database;

  async function promise(now: Date): Promise<Date> {
    const { rows } = await pool.query<{ at: Date }>(
      `INSERT INTO host_paces AS p (host, free_at, promised_at) VALUES ($1, $2, $2)
       ON CONFLICT (host) DO UPDATE
         SET promised_at = GREATEST(p.free_at, $2, p.promised_at + make_interval(secs => $3::float8 / 1000))
       RETURNING promised_at AS at`,
      [host, now, spacingMs],
    );
    return rows[0]?.at ?? now;
  }

  return {
    promise,
    async take(now, isUrgent) {
      const freeAt = new Date(now.getTime() + spacingMs);
      const { rowCount } = await pool.query(
        `INSERT INTO host_paces AS p (host, free_at, promised_at) VALUES ($1, $2, $3)
         ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at, reason = NULL WHERE p.free_at <= $3`,
        [host, freeAt, now],
      );
      if (rowCount === 1) return;
      const { rows } = await pool.query<{ at: Date; reason: string | null }>(
        `SELECT free_at AS at, reason FROM host_paces WHERE host = $1`,
        [host],
      );
      const { at = freeAt, reason = null } = rows[0] ?? {};
      throw new UnavailableError(reason ?? `${host} was asked a moment ago`, {
        retryAt: isUrgent ? at : await promise(now),
      });
    },
    async leaveAlone(until, reason) {
      await pool.query(
        `INSERT INTO host_paces AS p (host, free_at, promised_at, reason) VALUES ($1, $2, $2, $3)
         ON CONFLICT (host) DO UPDATE SET free_at = excluded.free_at, reason = excluded.reason
         WHERE p.free_at < excluded.free_at`,
        [host, until, reason],
      );
    },
  };
}
