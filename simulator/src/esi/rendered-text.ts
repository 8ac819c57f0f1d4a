import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

export interface RenderedText {
  json: string;
  etag: string;
  zip: () => Buffer;
}

/** A list in ESI's cache is asked for again and again; its pages are written, hashed and packed once. */
const rendered = new WeakMap<object, Map<number, RenderedText>>();

/** The text of a body, or of one page of it, with its ETag. */
export function renderBody(
  body: unknown,
  page: number | undefined,
  select: (body: unknown) => unknown,
  isKept: boolean,
): RenderedText {
  if (!isKept || typeof body !== "object" || body === null)
    return render(select(body));
  const pages = rendered.get(body) ?? new Map<number, RenderedText>();
  rendered.set(body, pages);
  const place = page ?? 0;
  const known = pages.get(place) ?? render(select(body));
  pages.set(place, known);
  return known;
}

function render(body: unknown): RenderedText {
  const json = JSON.stringify(body);
  let zipped: Buffer | undefined;
  return {
    json,
    etag: createHash("sha1").update(json).digest("hex"),
    zip: () => (zipped ??= gzipSync(json, { level: 1 })),
  };
}
