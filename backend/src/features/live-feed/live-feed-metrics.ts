import type { Clock } from "../../kernel/index.ts";
import type { MetricSource, Reading } from "../../platform/metrics/index.ts";
import type { FeedHealth, LiveFeed } from "./live-feed.ts";

const names = {
  state: "killreport_live_feed",
  behind: "killreport_live_feed_behind_entries",
  age: "killreport_live_feed_last_killmail_age_seconds",
} as const;

const states = [
  "live",
  "catching-up",
  "backing-off",
  "stopped",
  "off",
] as const satisfies readonly FeedHealth[];

/** How the live feed goes. */
export function liveFeedMetrics(deps: {
  liveFeed: Pick<LiveFeed, "status">;
  /** The feed's own: that of a replay runs apart from the site's. */
  feedClock: Clock;
}): MetricSource {
  const { liveFeed, feedClock } = deps;
  return {
    name: "live-feed",
    metrics: [
      {
        name: names.state,
        help: "1 for the state the live feed is in",
        labels: ["state"],
      },
      {
        name: names.behind,
        help: "Entries known to be published that are not here yet; the feed says how far it is some fifty late",
      },
      {
        name: names.age,
        help: "How long ago the last killmail that is here was published there",
      },
    ],
    async read() {
      const { state, behindBy, lastKillmailAt } = await liveFeed.status();
      const readings: Reading[] = states.map((one) => ({
        name: names.state,
        labels: { state: one },
        value: one === state ? 1 : 0,
      }));
      if (state === "off") return readings;
      readings.push({ name: names.behind, value: behindBy });
      if (lastKillmailAt !== null)
        readings.push({
          name: names.age,
          value: (feedClock.now().getTime() - lastKillmailAt.getTime()) / 1000,
        });
      return readings;
    },
  };
}
