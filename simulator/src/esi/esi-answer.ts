import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { schemaDate } from "./compatibility-date.ts";
import type { EsiRequest, EsiRoute } from "./esi-route.ts";
import { EsiError } from "./esi-route.ts";
import type { Snapshots } from "./snapshots.ts";
import { dailySpan } from "./snapshots.ts";

export interface EsiAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON text, or its gzipped bytes. Empty for 304. */
  body: string | Buffer;
}

export interface Conditions {
  ifNoneMatch?: string | undefined;
  ifModifiedSince?: string | undefined;
  acceptsGzip: boolean;
}

const pageSize = 1_000;

/** Runs a route's handler behind ESI's cache, pages and conditional requests. */
export function answerRoute(
  route: EsiRoute,
  request: EsiRequest,
  conditions: Conditions,
  snapshots: Snapshots,
): EsiAnswer {
  const servedDate = schemaDate(route.schemaDates, request.compatibilityDate);
  route.permit?.(request);
  const cached = cachedBody(route, request, servedDate, snapshots);
  const headers: Record<string, string> = {
    "x-compatibility-date": servedDate,
  };
  let { body } = cached;
  if (route.isPaged && Array.isArray(body)) {
    const pages = Math.max(1, Math.ceil(body.length / pageSize));
    const page = pageOf(request);
    if (page > pages) throw new EsiError(404, "Requested page does not exist!");
    headers["x-pages"] = String(pages);
    body = (body as unknown[]).slice((page - 1) * pageSize, page * pageSize);
  }
  const text = JSON.stringify(body);
  const etag = createHash("sha1").update(text).digest("hex");
  const isZipped = conditions.acceptsGzip && text.length > 1_024;
  if (route.method === "GET") {
    // Compression makes the ETag a weak one; clients send back what they got.
    headers["etag"] = isZipped ? `W/"${etag}"` : `"${etag}"`;
    if (cached.lastModifiedMs !== undefined && cached.expiresMs !== undefined) {
      const maxAge = Math.max(
        0,
        Math.ceil((cached.expiresMs - request.nowMs) / 1_000),
      );
      headers["cache-control"] = `public, max-age=${maxAge}`;
      headers["expires"] = new Date(cached.expiresMs).toUTCString();
      headers["last-modified"] = new Date(cached.lastModifiedMs).toUTCString();
    }
    if (isUnchanged(conditions, etag, cached.lastModifiedMs))
      return { status: 304, headers, body: "" };
  }
  headers["content-type"] = "application/json; charset=utf-8";
  headers["vary"] = "Accept-Encoding";
  if (!isZipped) return { status: 200, headers, body: text };
  headers["content-encoding"] = "gzip";
  return { status: 200, headers, body: gzipSync(text, { level: 1 }) };
}

interface CachedBody {
  body: unknown;
  lastModifiedMs?: number;
  expiresMs?: number;
}

function cachedBody(
  route: EsiRoute,
  request: EsiRequest,
  servedDate: string,
  snapshots: Snapshots,
): CachedBody {
  if (route.cache === "none" || route.method === "POST")
    return { body: route.answer(request) };
  if (route.cache === "daily")
    return { body: route.answer(request), ...dailySpan(request.nowMs) };
  const key = [route.path, JSON.stringify(request.params), servedDate].join(
    " ",
  );
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

function pageOf(request: EsiRequest): number {
  const text = request.query.get("page") ?? "1";
  const page = Number(text);
  if (!/^\d+$/.test(text) || page < 1 || page > 2_147_483_647)
    throw new EsiError(400, "Bad Request", [
      { location: "query.page", message: "expected integer >= 1", value: text },
    ]);
  return page;
}

/** If-None-Match wins over If-Modified-Since (RFC 9110), weak and strong ETags compare equal. */
function isUnchanged(
  { ifNoneMatch, ifModifiedSince }: Conditions,
  etag: string,
  lastModifiedMs: number | undefined,
): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === "*" || tag === `"${etag}"`);
  const sinceMs = Date.parse(ifModifiedSince ?? "");
  return (
    lastModifiedMs !== undefined &&
    !Number.isNaN(sinceMs) &&
    lastModifiedMs <= sinceMs
  );
}
