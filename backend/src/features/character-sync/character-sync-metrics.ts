import type { Clock } from "../../kernel/index.ts";
import { type Database, Prisma } from "../../platform/database/index.ts";
import type { MetricSource } from "../../platform/metrics/index.ts";
import { listMetrics } from "./list-metrics.ts";

/** How the checks of all characters' lists go. */
export function characterSyncMetrics(deps: {
  database: Pick<Database, "prisma">;
  clock: Clock;
}): MetricSource {
  return listMetrics({
    kind: "character",
    table: Prisma.sql`character_syncs`,
    db: deps.database.prisma,
    clock: deps.clock,
  });
}
