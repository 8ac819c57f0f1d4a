import type { Clock } from "../../kernel/index.ts";
import { type Database, Prisma } from "../../platform/database/index.ts";
import type { MetricSource } from "../../platform/metrics/index.ts";
import { listMetrics } from "../character-sync/index.ts";

/** How the checks of all corporations' lists go. */
export function corporationSyncMetrics(deps: {
  database: Pick<Database, "prisma">;
  clock: Clock;
}): MetricSource {
  return listMetrics({
    kind: "corporation",
    table: Prisma.sql`corporation_syncs`,
    db: deps.database.prisma,
    clock: deps.clock,
  });
}
