import type { Clock } from "../../kernel/index.ts";
import type { Db, Prisma } from "../../platform/database/index.ts";
import type { MetricSource, Reading } from "../../platform/metrics/index.ts";
import type { SyncState } from "./character-sync.ts";
import { patienceMs } from "./stands-still.ts";

const states = [
  "queued",
  "running",
  "idle",
  "late",
  "stopped",
] as const satisfies readonly SyncState[];

interface StateRow {
  readonly state: string;
  readonly count: number;
  readonly due: number;
  readonly overdue: number;
  readonly dueSince: Date | null;
}

/** How the checks of all lists of a kind go. `table` keeps a row for each, as `character_syncs` does. */
export function listMetrics(deps: {
  kind: "character" | "corporation";
  table: Prisma.Sql;
  db: Db;
  clock: Clock;
}): MetricSource {
  const { kind, table, db, clock } = deps;
  const names = {
    syncs: `killreport_${kind}_syncs`,
    due: `killreport_${kind}_syncs_due`,
    overdue: `killreport_${kind}_syncs_overdue`,
    dueAge: `killreport_${kind}_syncs_oldest_due_seconds`,
  };

  async function read(): Promise<Reading[]> {
    const now = clock.now();
    const rows = await readStates(db, table, now);
    const sum = (of: (row: StateRow) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const dueMs = rows.map(({ dueSince }) =>
      dueSince === null ? 0 : now.getTime() - dueSince.getTime(),
    );
    return [
      ...states.map((state) => ({
        name: names.syncs,
        labels: { state },
        value: rows.find((row) => row.state === state)?.count ?? 0,
      })),
      { name: names.due, value: sum(({ due }) => due) },
      { name: names.overdue, value: sum(({ overdue }) => overdue) },
      { name: names.dueAge, value: Math.max(0, ...dueMs) / 1000 },
    ];
  }

  return {
    name: `${kind}-sync`,
    metrics: [
      {
        name: names.syncs,
        help: `Killmail lists of ${kind}s: queued (waits for a worker), running, idle (well), late (the last check failed, and is tried again), stopped (only the owner can help)`,
        labels: ["state"],
      },
      {
        name: names.due,
        help: "Of them, those whose check is due and not under way",
      },
      {
        name: names.overdue,
        help: "Of them, those for which nobody has done for five minutes what should have been done",
      },
      {
        name: names.dueAge,
        help: "For how long the check that is due longest has been; 0 when none is",
      },
    ],
    read,
  };
}

function readStates(db: Db, table: Prisma.Sql, now: Date): Promise<StateRow[]> {
  const since = new Date(now.getTime() - patienceMs);
  // As `dueAt` and `standsStill` say it of one row.
  return db.$queryRaw<StateRow[]>`
    SELECT state, count(*)::int AS count,
           count(*) FILTER (WHERE due_at <= ${now})::int AS due,
           count(*) FILTER (WHERE moved_at < ${since})::int AS overdue,
           min(due_at) FILTER (WHERE due_at <= ${now}) AS "dueSince"
      FROM (SELECT state,
                   CASE WHEN state = 'queued' THEN updated_at WHEN state IN ('idle', 'late') THEN next_sync_at END AS due_at,
                   CASE WHEN state IN ('queued', 'running') THEN updated_at WHEN state IN ('idle', 'late') THEN next_sync_at END AS moved_at
              FROM ${table}) AS s
     GROUP BY state`;
}
