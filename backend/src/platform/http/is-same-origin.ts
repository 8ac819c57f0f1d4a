import type { IncomingHttpHeaders } from "node:http";

/**
 * Does the `Origin` that the browser wrote name this very site? Compared with the address that browsers find the site
 * at; on this machine, which is reached by several names, with the host this request was sent to as well. Any other host
 * proves nothing: a foreign page can give its own name our address (DNS rebinding), and both headers then name it.
 */
export function isSameOrigin(
  headers: IncomingHttpHeaders,
  publicUrl: string,
): boolean {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (origin === new URL(publicUrl).origin) return true;
  const { host: named, hostname } = new URL(origin);
  return named === host && isThisMachine(hostname);
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}
