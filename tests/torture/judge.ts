import type { Database } from "../../backend/src/platform/database/index.ts";
import type { Simulator } from "../../simulator/src/index.ts";
import { bodiesFetched } from "../flow/bodies-fetched.ts";
import type { TortureActions } from "./torture-actions.ts";
import type { TortureWorkers } from "./torture-workers.ts";

export interface Metric {
  metric: string;
  value: number;
  unit: string;
  /** The most that passes. */
  limit?: number;
}

/** An answer this much older than its process's death had time to be committed. */
const committedWithinMs = 2_000;

/** Compares what the site holds with what EVE listed, and what it spent with what would have sufficed. */
export async function judge(run: {
  simulator: Simulator;
  database: Database;
  sample: { characterIds: number[] };
  workers: TortureWorkers;
  actions: TortureActions;
}): Promise<Metric[]> {
  const { simulator, database, sample, workers, actions } = run;
  const thrift = simulator.thrift(committedWithinMs);
  const held = await readObservations(database);
  const expected = new Set(
    sample.characterIds.flatMap((characterId) =>
      simulator
        .listFor(characterId)
        .map(({ killmail_id }) => `${characterId} ${killmail_id}`),
    ),
  );
  const lost = [...expected].filter((seen) => !held.has(seen)).length;
  const invented = [...held].filter((seen) => !expected.has(seen)).length;

  const metrics: Metric[] = [
    {
      metric: "torture.mails",
      value: await count(database, "SELECT count(*) FROM killmails"),
      unit: "mails",
    },
    { metric: "torture.lost", value: lost + invented, unit: "mails", limit: 0 },
    {
      metric: "torture.twice",
      value: await countTwice(database),
      unit: "effects",
      limit: 0,
    },
    {
      metric: "torture.fetched_twice",
      value: fetchedTwice(simulator),
      unit: "bodies",
    },
    {
      metric: "torture.dead_letters",
      value: await count(
        database,
        "SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL",
      ),
      unit: "tasks",
      limit: 0,
    },
    {
      metric: "torture.over_budget",
      value: thrift.overBudget,
      unit: "answers",
      limit: 0,
    },
    { metric: "torture.tokens", value: thrift.tokens, unit: "tokens" },
    {
      metric: "torture.token_overhead",
      value: thrift.least === 0 ? 0 : thrift.needless / thrift.least,
      unit: "ratio",
      limit: 0.05,
    },
    // Longer than a call's time-out and a commit: a slot that sleeps.
    {
      metric: "torture.longest_task",
      value: workers.longestTaskMs(),
      unit: "ms",
      limit: 30_000,
    },
    {
      metric: "torture.crashes",
      value: workers.crashes(),
      unit: "processes",
      limit: 0,
    },
    { metric: "torture.kills", value: actions.kills(), unit: "processes" },
  ];
  return metrics;
}

async function readObservations({ pool }: Database): Promise<Set<string>> {
  const { rows } = await pool.query<{ seen: string }>(
    `SELECT DISTINCT g.character_id || ' ' || k.killmail_id AS seen
       FROM observations o JOIN grants g ON g.id = o.grant_id
       JOIN killmails k ON k.killmail_id = o.killmail_id AND k.hash = o.hash`,
  );
  return new Set(rows.map(({ seen }) => seen));
}

/** Mails with two rows, and subscribers told twice of one mail. */
function countTwice(database: Database): Promise<number> {
  return count(
    database,
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM killmails GROUP BY killmail_id HAVING count(*) > 1) a)
          + (SELECT count(*) FROM (SELECT 1 FROM visibility_log GROUP BY killmail_id, grant_id HAVING count(*) > 1) b)`,
  );
}

/** Bodies that reached two processes; those of processes that then died are what the token figure excuses. */
function fetchedTwice(simulator: Simulator): number {
  const bodies = bodiesFetched(simulator.requests()).filter(
    ({ isDelivered, isDamaged }) => isDelivered && isDamaged !== true,
  );
  return bodies.length - new Set(bodies.map(({ path }) => path)).size;
}

async function count({ pool }: Database, sql: string): Promise<number> {
  const { rows } = await pool.query<{ count?: string }>(sql);
  return Number(Object.values(rows[0] ?? {})[0]);
}
