import { errorBody } from "../faults/send-fault.ts";
import type { EsiRequest, EsiRoute } from "./esi-route.ts";
import { EsiError } from "./esi-route.ts";
import type { Snapshots } from "./snapshots.ts";
import { dailySpan } from "./snapshots.ts";

export interface CachedBody {
  body: unknown;
  lastModifiedMs?: number;
  expiresMs?: number;
}

/** The game servers are away; what `/status` answers then. */
export interface Outage {
  status: 502 | 503 | 504;
}

/** A route's answer as ESI's cache has it; without game servers only that. */
export function cachedBody(
  route: EsiRoute,
  request: EsiRequest,
  servedDate: string,
  snapshots: Snapshots,
  outage: Outage | undefined,
): CachedBody {
  const key = keyOf(route, request, servedDate);
  if (outage) refuse(route, request, outage, snapshots.has(key, request.nowMs));
  if (route.cache === "none" || route.method === "POST")
    return { body: route.answer(request) };
  if (route.cache === "daily") {
    const span = dailySpan(request.nowMs);
    const body = route.answer(request);
    const secondsLeft = Math.ceil((span.expiresMs - request.nowMs) / 1_000);
    snapshots.take(key, secondsLeft, request.nowMs, () => undefined);
    return { body, ...span };
  }
  if (!route.isImmutable)
    return snapshots.take(key, route.cache, request.nowMs, () =>
      route.answer(request),
    );
  const body = route.answer(request);
  return {
    ...snapshots.take(key, route.cache, request.nowMs, () => undefined),
    body,
  };
}

/** Makes the next answer a new one although the kept one has not expired. */
export function ignoreCache(
  route: EsiRoute,
  request: EsiRequest,
  servedDate: string,
  snapshots: Snapshots,
): void {
  snapshots.end(keyOf(route, request, servedDate));
}

const keyOf = (
  route: EsiRoute,
  request: EsiRequest,
  servedDate: string,
): string =>
  [
    route.path,
    JSON.stringify(request.params),
    servedDate,
    ...(route.variesBy ?? []).map((name) => request.query.get(name) ?? ""),
  ].join(" ");

function refuse(
  route: EsiRoute,
  request: EsiRequest,
  outage: Outage,
  isCached: boolean,
): void {
  if (route.path.startsWith("/meta/")) return;
  if (route.path === "/status")
    throw new EsiError(outage.status, errorBody(outage.status).error);
  if (isCached && route.method === "GET") return;
  // Both are seen in a downtime.
  const status = request.nowMs % 2_000 < 1_000 ? 503 : 504;
  throw new EsiError(status, errorBody(status).error);
}
