import type { IncomingHttpHeaders } from "node:http";

/**
 * Does the `Origin` that the browser wrote name this very site? Compared with the address that browsers find the site
 * at and with the host this request was sent to: a foreign page can forge neither, and a site on this machine is
 * reached by several names.
 */
export function isSameOrigin(
  headers: IncomingHttpHeaders,
  publicUrl: string,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === host;
}
