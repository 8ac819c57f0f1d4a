import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { MetricSource, Reading } from "../metrics/index.ts";
import { type GroupUse, readGroupUse, readOutage } from "./budget/ledger.ts";
import { rateLimits, sharedGroups } from "./budget/rate-limits.ts";

const names = {
  limit: "killreport_esi_tokens_limit",
  used: "killreport_esi_tokens_used",
  leastLeft: "killreport_esi_tokens_least_left",
  subjects: "killreport_esi_subjects",
  paused: "killreport_esi_subjects_paused",
  away: "killreport_esi_host_away_seconds",
} as const;

const labels = ["group", "subject"];

/** What the ledger says of ESI's limits, and whether ESI is there. A hundred thousand characters are one row a group: which of them it is says the API to its owner. */
export function esiMetrics(deps: {
  database: Pick<Database, "pool">;
  clock: Clock;
  baseUrl: string;
}): MetricSource {
  const { clock } = deps;
  const { pool } = deps.database;
  const { host } = new URL(deps.baseUrl);

  async function read(): Promise<Reading[]> {
    const now = clock.now();
    const uses = await readGroupUse(
      pool,
      Object.entries(rateLimits).map(([group, { windowMs }]) => ({
        group,
        since: new Date(now.getTime() - windowMs),
      })),
      now,
    );
    const outage = await readOutage(pool, host);
    const awayMs = outage === null ? 0 : now.getTime() - outage.since.getTime();
    return [
      ...Object.keys(rateLimits).flatMap((group) =>
        readingsOf(
          group,
          uses.find((use) => use.group === group),
        ),
      ),
      { name: names.away, labels: { host }, value: awayMs / 1000 },
    ];
  }

  return {
    name: "esi",
    metrics: [
      {
        name: names.limit,
        help: "What ESI allows one subject in the group's window: tokens in 15 minutes, of error-limit errors in one",
        labels,
      },
      {
        name: names.used,
        help: "Spent by all subjects together within the window, calls on their way at their dearest",
        labels,
      },
      {
        name: names.leastLeft,
        help: "What the subject with the least has left",
        labels,
      },
      {
        name: names.subjects,
        help: "Subjects (characters, or the one address) something of the window is spent of",
        labels,
      },
      {
        name: names.paused,
        help: "Subjects that ESI told to stop for a while (420, 429)",
        labels,
      },
      {
        name: names.away,
        help: "For how long the host has been taken to be away, its queues at rest; 0 while it is there",
        labels: ["host"],
      },
    ],
    read,
  };
}

function readingsOf(group: string, use: GroupUse | undefined): Reading[] {
  const limit = rateLimits[group]?.tokens ?? 0;
  const subject = sharedGroups.includes(group) ? "address" : "character";
  const values = {
    [names.limit]: limit,
    [names.used]: use?.used ?? 0,
    [names.leastLeft]: Math.max(0, limit - (use?.mostUsed ?? 0)),
    [names.subjects]: use?.subjects ?? 0,
    [names.paused]: use?.paused ?? 0,
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    labels: { group, subject },
    value,
  }));
}
