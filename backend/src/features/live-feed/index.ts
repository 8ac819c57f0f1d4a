export { createLiveFeed, type LiveFeedDeps } from "./create-live-feed.ts";
export type {
  FeedHealth,
  FeedOddity,
  FeedStatus,
  LiveFeed,
  OddityKind,
} from "./live-feed.ts";
export { liveFeedMetrics } from "./live-feed-metrics.ts";
export { repairPublicDay, type RepairPublicDay } from "./tasks.ts";
