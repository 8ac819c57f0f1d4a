import type { Clock } from "../../backend/src/kernel/index.ts";
import type { Database } from "../../backend/src/platform/database/index.ts";
import type { Sample } from "../../simulator/src/index.ts";
import { until } from "../support/until.ts";
import type { Pilots } from "./pilots.ts";
import type { PilotLives } from "./wrongs/pilot-lives.ts";

/** ESI's cache time of lists. */
const cacheMs = 300_000;
/** The site's slowest usual pace, and once more for a check that failed at the very end; on the application's clock. */
const paceMs = 2 * 15 * 60_000;
/** Real time for the work itself, on a machine that has other things to do. */
const workMs = 180_000;

/** Waits, within bounds, until everything that was listed at the beginning had to be here, and nothing waits but the next checks. Pilots whose authorisation ended log in again, as the page asks them to. */
export async function drain(run: {
  database: Database;
  pilots: Pilots;
  lives: PilotLives;
  sample: Sample;
  clock: Clock;
  factor: number;
}): Promise<void> {
  const { database, pilots, lives, sample, clock, factor } = run;
  const checkedBy = new Date(clock.now().getTime() + cacheMs);
  const deleted = lives
    .lost()
    .filter(({ kind }) => kind === "deleted")
    .map(({ characterId }) => characterId);
  let last = "";
  await until(
    "the site is drained",
    async () => {
      for (const characterId of await endedAuthorisations(database, deleted))
        await pilots.logIn(characterId);
      last = await openWork(database, { checkedBy, deleted, sample });
      return last === "";
    },
    (cacheMs + paceMs) / factor + workMs,
  ).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}: ${last}`);
  });
}

async function endedAuthorisations(
  { pool }: Database,
  deleted: readonly number[],
): Promise<number[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT character_id AS id FROM linked_characters WHERE expires_at IS NOT NULL AND character_id <> ALL($1)",
    [deleted],
  );
  return rows.map(({ id }) => Number(id));
}

/** What is still to be done, in words; empty when nothing is. */
async function openWork(
  { pool }: Database,
  {
    checkedBy,
    deleted,
    sample,
  }: { checkedBy: Date; deleted: readonly number[]; sample: Sample },
): Promise<string> {
  const { rows } = await pool.query<{ what: string; count: number }>(
    `SELECT * FROM (
       SELECT 'waiting ' || task AS what, count(*)::int AS count FROM outbox
        WHERE dead_at IS NULL AND task NOT IN ('sync-character-killmails', 'sync-corporation-killmails') GROUP BY task
       UNION ALL
       SELECT 'pending references', count(*)::int FROM killmail_references WHERE state = 'pending'
       UNION ALL
       SELECT 'characters to check', count(*)::int FROM character_syncs
        WHERE (last_sync_at IS NULL OR last_sync_at < $1) AND character_id <> ALL($2)
       UNION ALL
       SELECT 'corporations to check', count(*)::int FROM unnest($3::bigint[]) AS c(id)
        WHERE NOT EXISTS (SELECT 1 FROM corporation_syncs s WHERE s.corporation_id = c.id AND s.last_sync_at >= $1)) open
      WHERE count > 0`,
    [checkedBy, deleted, sample.corporations.map(({ id }) => id)],
  );
  return rows.map(({ what, count }) => `${count} ${what}`).join(", ");
}
