/** A header that holds a whole number; null when absent or something else. */
export function numberHeader(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim();
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** `Retry-After`, in seconds or as a date, as a moment of our clock. */
export function retryAfter(headers: Headers, now: Date): Date | null {
  const seconds = numberHeader(headers, "retry-after");
  if (seconds !== null) return new Date(now.getTime() + seconds * 1000);
  return serverMoment(headers, "retry-after", now);
}

/**
 * Until when the answer is fresh, as a moment of our clock. ESI's own measure of the time left comes first, so that a
 * clock that is wrong, ours or theirs, makes nothing stale for hours (RFC 9111: max-age wins over Expires).
 */
export function freshUntil(headers: Headers, now: Date): Date | null {
  const maxAge = /(?:^|[,\s])max-age=(\d{1,9})/.exec(
    headers.get("cache-control") ?? "",
  )?.[1];
  if (maxAge === undefined) return serverMoment(headers, "expires", now);
  const left = Number(maxAge) - (numberHeader(headers, "age") ?? 0);
  return new Date(now.getTime() + Math.max(0, left) * 1000);
}

/** A date header as a moment of our clock, by its distance from the answer's own `Date`. */
function serverMoment(headers: Headers, name: string, now: Date): Date | null {
  const moment = Date.parse(headers.get(name) ?? "");
  if (Number.isNaN(moment)) return null;
  const sent = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(sent)
    ? new Date(moment)
    : new Date(now.getTime() + Math.max(0, moment - sent));
}

/** For an answer that asks to wait without saying how long. */
const unsaidWaitMs = 60_000;

/** When 420 or 429 says to come back. */
export function waitUntil(status: number, headers: Headers, now: Date): Date {
  const reset =
    status === 420 ? numberHeader(headers, "x-esi-error-limit-reset") : null;
  if (reset !== null) return new Date(now.getTime() + reset * 1000);
  return retryAfter(headers, now) ?? new Date(now.getTime() + unsaidWaitMs);
}
