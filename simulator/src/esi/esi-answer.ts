import { laterSchema } from "../faults/later-schema.ts";
import { cachedBody, ignoreCache } from "./cached-body.ts";
import type { Outage } from "./cached-body.ts";
import { schemaDate } from "./compatibility-date.ts";
import type { EsiRequest, EsiRoute } from "./esi-route.ts";
import { EsiError } from "./esi-route.ts";
import type { RenderedText } from "./rendered-text.ts";
import { renderBody } from "./rendered-text.ts";
import type { Snapshots } from "./snapshots.ts";

export interface EsiAnswer {
  status: number;
  headers: Record<string, string>;
  /** JSON text, not packed yet. Empty for 304. */
  body: string;
  /** The packed text; there when the client takes it and the text is long enough. */
  zip?: () => Buffer;
}

export interface Conditions {
  ifNoneMatch?: string | undefined;
  ifModifiedSince?: string | undefined;
  acceptsGzip: boolean;
}

/** What faults do to an answer while it is being made. */
export interface AnswerTwist {
  outage?: Outage | undefined;
  isLaterSchema?: boolean | undefined;
  /** New killmails for a list whose cached answer ends now. */
  listAdds?: number | undefined;
}

const pageSize = 1_000;

/** Runs a route's handler behind ESI's cache, pages and conditional requests. */
export function answerRoute(
  route: EsiRoute,
  request: EsiRequest,
  conditions: Conditions,
  snapshots: Snapshots,
  twist: AnswerTwist = {},
): EsiAnswer {
  const servedDate = schemaDate(route.schemaDates, request.compatibilityDate);
  route.permit?.(request);
  if (twist.listAdds !== undefined && route.lengthen) {
    route.lengthen(request, twist.listAdds);
    ignoreCache(route, request, servedDate, snapshots);
  }
  const cached = cachedBody(
    route,
    request,
    servedDate,
    snapshots,
    twist.outage,
  );
  const headers: Record<string, string> = {
    "x-compatibility-date": servedDate,
  };
  const page = pageWanted(route, request, cached.body);
  if (page) headers["x-pages"] = String(page.of);
  const text = renderBody(
    cached.body,
    page?.place,
    (body) => {
      const entries =
        page && Array.isArray(body)
          ? body.slice((page.place - 1) * pageSize, page.place * pageSize)
          : body;
      return twist.isLaterSchema === true ? laterSchema(entries) : entries;
    },
    twist.isLaterSchema !== true,
  );
  const isZipped = conditions.acceptsGzip && text.json.length > 1_024;
  if (route.method === "GET") {
    // Compression makes the ETag a weak one; clients send back what they got.
    headers["etag"] = isZipped ? `W/"${text.etag}"` : `"${text.etag}"`;
    if (cached.lastModifiedMs !== undefined && cached.expiresMs !== undefined) {
      const maxAge = Math.max(
        0,
        Math.ceil((cached.expiresMs - request.nowMs) / 1_000),
      );
      headers["cache-control"] = `public, max-age=${maxAge}`;
      headers["expires"] = new Date(cached.expiresMs).toUTCString();
      headers["last-modified"] = new Date(cached.lastModifiedMs).toUTCString();
    }
    if (isUnchanged(conditions, text.etag, cached.lastModifiedMs))
      return { status: 304, headers, body: "" };
  }
  headers["content-type"] = "application/json; charset=utf-8";
  headers["vary"] = "Accept-Encoding";
  return packable(
    { status: route.status ?? 200, headers, body: text.json },
    text,
    isZipped,
  );
}

function packable(
  answer: EsiAnswer,
  text: RenderedText,
  isZipped: boolean,
): EsiAnswer {
  if (!isZipped) return answer;
  answer.headers["content-encoding"] = "gzip";
  return { ...answer, zip: text.zip };
}

function pageWanted(
  route: EsiRoute,
  request: EsiRequest,
  body: unknown,
): { place: number; of: number } | undefined {
  if (!route.isPaged || !Array.isArray(body)) return undefined;
  const pages = Math.max(1, Math.ceil(body.length / pageSize));
  const place = pageOf(request);
  if (place > pages) throw new EsiError(404, "Requested page does not exist!");
  return { place, of: pages };
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
