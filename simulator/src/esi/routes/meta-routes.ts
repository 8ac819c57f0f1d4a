import type { FaultBook } from "../../faults/fault-book.ts";
import type { Clock } from "../../http/clock.ts";
import { toEsiTime } from "../../world/killmail.ts";
import { compatibilityDates } from "../compatibility-date.ts";
import type { EsiRoute } from "../esi-route.ts";
import { dailySpan } from "../snapshots.ts";

/** What ESI says about itself and the cluster. */
export const metaRoutes = (
  clock: Clock,
  faults: Pick<FaultBook, "downtimeEndedMs">,
  routes: readonly EsiRoute[],
): EsiRoute[] => [
  {
    method: "GET",
    path: "/status",
    group: "status",
    cache: 30,
    answer() {
      const nowMs = clock.now().getTime();
      const startMs = Math.max(
        // The cluster came up with the daily restart, or after a scripted downtime.
        dailySpan(nowMs).lastModifiedMs,
        faults.downtimeEndedMs() ?? 0,
      );
      const isStarting = nowMs - startMs < 3 * 60_000;
      return {
        players: isStarting ? 312 : 23_456,
        server_version: "3025001",
        start_time: toEsiTime(startMs),
        vip: isStarting,
      };
    },
  },
  {
    method: "GET",
    path: "/meta/compatibility-dates",
    group: "meta",
    cache: 600,
    answer: () => ({ compatibility_dates: compatibilityDates }),
  },
  {
    method: "GET",
    path: "/meta/status",
    group: "meta",
    cache: "none",
    schemaDates: ["2020-01-01", "2025-11-06"],
    answer: () => ({
      routes: routes.map(({ method, path }) => ({
        method,
        path: path.replace(/:(\w+)/g, "{$1}"),
        status: "OK",
      })),
    }),
  },
];
