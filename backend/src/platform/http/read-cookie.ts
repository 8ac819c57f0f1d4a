import type { IncomingHttpHeaders } from "node:http";

/** The value of a cookie as it came, also of requests that are no Fastify requests (WebSocket upgrades). Ours need no decoding. */
export function readCookie(
  { cookie = "" }: IncomingHttpHeaders,
  name: string,
): string | undefined {
  for (const pair of cookie.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name)
      return pair.slice(at + 1).trim();
  }
  return undefined;
}
