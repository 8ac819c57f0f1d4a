import { characterSyncMetrics } from "./features/character-sync/index.ts";
import { corporationSyncMetrics } from "./features/corporation-sync/index.ts";
import { killmailMetrics } from "./features/killmails/index.ts";
import { type LiveFeed, liveFeedMetrics } from "./features/live-feed/index.ts";
import {
  type Operations,
  orderMetrics,
  queueMetrics,
} from "./features/operations/index.ts";
import type { Clock } from "./kernel/index.ts";
import { type Database, poolMetrics } from "./platform/database/index.ts";
import { esiMetrics } from "./platform/esi/index.ts";
import type { MetricSource } from "./platform/metrics/index.ts";

/** What `/metrics` tells, part by part. */
export function metricSources(deps: {
  database: Database;
  clock: Clock;
  esiUrl: string;
  tasks: readonly string[];
  operations: Operations;
  liveFeed: LiveFeed;
  feedClock: Clock;
}): readonly MetricSource[] {
  return [
    poolMetrics(deps.database),
    esiMetrics({ ...deps, baseUrl: deps.esiUrl }),
    queueMetrics(deps.operations),
    orderMetrics(deps),
    killmailMetrics(deps),
    characterSyncMetrics(deps),
    corporationSyncMetrics(deps),
    liveFeedMetrics(deps),
  ];
}
