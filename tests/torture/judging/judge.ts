import type { Database } from "../../../backend/src/platform/database/index.ts";
import type {
  RequestRecord,
  Sample,
  Simulator,
  Thrift,
} from "../../../simulator/src/index.ts";
import { bodiesFetched } from "../../flow/bodies-fetched.ts";
import type { TortureProcesses } from "../processes/torture-processes.ts";
import { rotatedAndLost } from "../wrongs/eve-faults.ts";
import type { Wrongs } from "../wrongs/create-wrongs.ts";
import type { PilotLives } from "../wrongs/pilot-lives.ts";
import { compareLists } from "./compare-lists.ts";
import { authorisationsEnded, effectsTwice, untold } from "./effects.ts";
import type { ListHistory } from "./list-history.ts";
import type { Metric } from "../../support/metric.ts";

/** An answer this much older than its process's death had time to be committed. */
export const committedWithinMs = 2_000;

/** Compares what the site holds with what EVE listed, and what it spent with what would have sufficed. `log` gets what explains a figure. */
export async function judge(run: {
  simulator: Simulator;
  database: Database;
  sample: Sample;
  history: ListHistory;
  processes: TortureProcesses;
  wrongs: Wrongs;
  lives: PilotLives;
  log: (line: string) => void;
}): Promise<Metric[]> {
  const { simulator, database, processes, lives, log } = run;
  const losses = lives.lost();
  const lists = await compareLists({ ...run, losses });
  for (const pair of lists.lost) log(`lost: ${pair}`);
  for (const pair of lists.invented) log(`invented: ${pair}`);
  const twice = await effectsTwice(database);
  for (const { effect, subject, times } of twice)
    log(`${times} times: ${effect} ${subject}`);
  const dead = await readDead(database);
  for (const line of dead) log(`dead: ${line}`);
  const thrift = simulator.thrift(committedWithinMs);
  explain(thrift, simulator, log);
  for (const line of processes.errors()) log(`logged as an error: ${line}`);
  const wrongs = [...run.wrongs.counts()];
  for (const [name, count] of wrongs) log(`${count} times: ${name}`);

  return [
    {
      metric: "torture.mails",
      value: await count(database, "SELECT count(*) FROM killmails"),
      unit: "mails",
    },
    {
      metric: "torture.lost",
      value: lists.lost.length + lists.invented.length,
      unit: "mails",
      limit: 0,
    },
    { metric: "torture.refused", value: lists.refused, unit: "mails" },
    {
      metric: "torture.twice",
      value: twice.reduce((sum, { times }) => sum + times - 1, 0),
      unit: "effects",
      limit: 0,
    },
    {
      metric: "torture.untold",
      value: await untold(database),
      unit: "mails",
      limit: 0,
    },
    {
      metric: "torture.fetched_twice",
      value: fetchedTwice(simulator),
      unit: "bodies",
    },
    {
      metric: "torture.dead_letters",
      value: dead.length,
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
    { metric: "torture.tokens_excused", value: thrift.excused, unit: "tokens" },
    {
      metric: "torture.tokens_needless",
      value: thrift.needless,
      unit: "tokens",
    },
    {
      metric: "torture.token_overhead",
      value: thrift.least === 0 ? 0 : thrift.needless / thrift.least,
      unit: "ratio",
      limit: 0.05,
    },
    {
      metric: "torture.authorisations_lost",
      value: await authorisationsLost(run),
      unit: "pilots",
      limit: 0,
    },
    // Longer than a call's time-out and a restart of PostgreSQL: a slot that sleeps.
    {
      metric: "torture.longest_task",
      value: processes.longestTaskMs(),
      unit: "ms",
      limit: 30_000,
    },
    {
      metric: "torture.crashes",
      value: processes.crashes(),
      unit: "processes",
      limit: 0,
    },
    { metric: "torture.kills", value: processes.kills(), unit: "processes" },
    {
      metric: "torture.wrongs",
      value: wrongs.reduce((sum, [, times]) => sum + times, 0),
      unit: "wrongs",
    },
  ];
}

/** Bodies that arrived twice; the token figure excuses those whose process died. */
function fetchedTwice(simulator: Simulator): number {
  const bodies = bodiesFetched(simulator.requests()).filter(
    ({ isDelivered, isDamaged }) => isDelivered && isDamaged !== true,
  );
  return bodies.length - new Set(bodies.map(({ path }) => path)).size;
}

/** Pilots who had to log in again although nobody took anything back: more than new refresh tokens were lost on their way to us. */
async function authorisationsLost({
  simulator,
  database,
  lives,
  log,
}: {
  simulator: Simulator;
  database: Database;
  lives: PilotLives;
  log: (line: string) => void;
}): Promise<number> {
  const ended = await authorisationsEnded(database);
  const unexplained = ended.filter((one) => !lives.ended().has(one));
  for (const one of unexplained) log(`authorisation ended: ${one}`);
  const isLost = ({ fault, isDelivered, processDiedAtMs }: RequestRecord) =>
    fault === rotatedAndLost || !isDelivered || processDiedAtMs !== undefined;
  const lostOnTheirWay = simulator
    .requests({ service: "sso", path: "/token" })
    .filter(({ fault }) => fault?.startsWith("refresh token") === true)
    .filter(isLost);
  return Math.max(0, unexplained.length - lostOnTheirWay.length);
}

function explain(
  thrift: Thrift,
  simulator: Simulator,
  log: (line: string) => void,
): void {
  const records = new Map(simulator.requests().map((one) => [one.id, one]));
  const byReason = Map.groupBy(
    thrift.needlessRequests,
    ({ path, why }) => `${path.replaceAll(/\d+|[0-9a-f]{40}/g, "*")} ${why}`,
  );
  for (const [reason, requests] of byReason) {
    const tokens = requests.reduce((sum, one) => sum + one.tokens, 0);
    log(`${tokens} needless tokens: ${requests.length} times ${reason}`);
    for (const { id } of requests.slice(0, 5)) {
      const { time, process, path } = records.get(id) ?? {};
      log(`    at ${time} by ${process}: ${path}`);
    }
  }
}

async function readDead({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    "SELECT task || ' ' || payload || ' ' || last_error AS line FROM outbox WHERE dead_at IS NOT NULL",
  );
  return rows.map(({ line }) => line);
}

async function count({ pool }: Database, sql: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(sql);
  return Number(rows[0]?.count);
}
