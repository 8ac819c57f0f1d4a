import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { MetricSource } from "../../platform/metrics/index.ts";
import { countBySource, readPending } from "./store/count-references.ts";

const names = {
  stored: "killreport_killmails",
  pending: "killreport_references_pending",
  pendingAge: "killreport_references_oldest_pending_seconds",
} as const;

/** How many mails there are, and how many are known of but not here. Of private ones too: only for who runs the site. */
export function killmailMetrics(deps: {
  database: Pick<Database, "prisma">;
  clock: Clock;
  /** Of the ledger: a larger one is not counted, but estimated. */
  largestCountedBytes?: number;
}): MetricSource {
  const { database, clock, largestCountedBytes = 64 * 1024 * 1024 } = deps;
  return {
    name: "killmails",
    metrics: [
      {
        name: names.stored,
        help: "Killmails stored, by the source that showed them first; beyond some 500,000 an estimate of PostgreSQL's planner",
        labels: ["source"],
      },
      {
        name: names.pending,
        help: "Killmails some source showed whose body is still to be fetched",
      },
      {
        name: names.pendingAge,
        help: "For how long the oldest of them has been known; 0 when none is",
      },
    ],
    async read() {
      const stored = await countBySource(database.prisma, largestCountedBytes);
      const { count, since } = await readPending(database.prisma);
      const ageMs =
        since === null ? 0 : clock.now().getTime() - since.getTime();
      return [
        ...[...stored].map(([source, value]) => ({
          name: names.stored,
          labels: { source },
          value,
        })),
        { name: names.pending, value: count },
        { name: names.pendingAge, value: ageMs / 1000 },
      ];
    },
  };
}
