import { describeStatus } from "./feed-health.ts";
import { followFeed, type FollowDeps } from "./follow-feed.ts";
import type { LiveFeed } from "./live-feed.ts";
import {
  repairPublicDayTask,
  type RepairDeps,
} from "./repairing/repair-public-day.task.ts";
import { readFeedRow } from "./store/feed-row.ts";
import { readOddities } from "./store/oddities.ts";
import { readPlace } from "./store/read-place.ts";

export type LiveFeedDeps = FollowDeps & RepairDeps;

export function createLiveFeed(deps: LiveFeedDeps): LiveFeed {
  const { clock, database, killmails, isOn } = deps;
  const { prisma } = database;
  return {
    isOn,
    follow() {
      const stop = new AbortController();
      const following = followFeed(deps, stop.signal);
      return async () => {
        stop.abort();
        await following;
      };
    },
    async status() {
      const row = await readFeedRow(prisma);
      const place = await readPlace(prisma, killmails);
      return describeStatus(row, place, { isOn, now: clock.now() });
    },
    oddities: (limit) => readOddities(prisma, limit),
    implementations: [repairPublicDayTask(deps)],
  };
}
