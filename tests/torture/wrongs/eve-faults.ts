import type { FaultScript, Simulator } from "../../../simulator/src/index.ts";
import type { Wrong } from "./wrong.ts";

const body = "/killmails/*/*$";
/** Characters' and corporations'. */
const list = "/killmails/recent";
const roles = "/roles";

/** Fault names by which the judge knows what to excuse. */
export const refusedBody = "422 for a body";
export const rotatedAndLost = "refresh token rotated and lost";

/** What ESI and SSO do on bad days; a few requests each. */
const faults: Record<string, FaultScript> = {
  "502 as HTML": { service: "esi", status: 502, body: "html", count: 3 },
  "500 on bodies": { service: "esi", path: body, status: 500, count: 4 },
  "504 on lists": { service: "esi", path: list, status: 504, count: 2 },
  "503 on roles": { service: "esi", path: roles, status: 503, count: 2 },
  "420 burst": { service: "esi", status: 420, count: 3 },
  "429 without headers": {
    service: "esi",
    path: body,
    status: 429,
    headers: { "retry-after": "5" },
    count: 2,
  },
  "429 on lists": {
    service: "esi",
    path: list,
    status: 429,
    hasLimitHeaders: true,
  },
  [refusedBody]: { service: "esi", path: body, status: 422 },
  "slow answers": { service: "esi", latencyMs: 400, count: 10 },
  "held after paying": { service: "esi", holdMs: 300, count: 5 },
  "truncated JSON": { service: "esi", truncate: true, count: 3 },
  "connection dropped before": { service: "esi", drop: "before", count: 3 },
  "connection dropped after": { service: "esi", drop: "after", count: 2 },
  "connection dropped midway": { service: "esi", drop: "midway", count: 3 },
  "later schema": { service: "esi", schema: "later", count: 10 },
  "list grows while it is cached": {
    service: "esi",
    path: list,
    list: { adds: 2 },
  },
  downtime: { service: "esi", downtime: { status: 503 }, durationMs: 60_000 },
  "SSO down": {
    service: "sso",
    path: "token",
    status: 503,
    body: "html",
    count: 2,
  },
  "refresh tokens rotated": {
    event: { kind: "rotate-refresh-token" },
    count: 10,
  },
  [rotatedAndLost]: { event: { kind: "rotate-refresh-token" }, drop: "after" },
};

/** Most mails that "list grows while it is cached" may add over a run. */
export const mostGrowth = 40;

export function eveFaults({ faults: book }: Simulator): Wrong[] {
  let growth = 0;
  return Object.entries(faults).map(([name, fault]) => ({
    name,
    weight: 2,
    isPossible: () =>
      fault.list === undefined || growth + fault.list.adds <= mostGrowth,
    happen() {
      growth += fault.list?.adds ?? 0;
      book.add({ name, ...fault });
    },
  }));
}
