import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";

/** What proxies write, of one kind or another; clients on this machine have no reason to. */
const forwardedBy = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
] as const;

/**
 * Whether a program on this machine asks for itself. A reverse proxy on it connects from loopback too, for strangers, so
 * no request that any proxy has left a trace on counts, whatever address it names. And it has to name this machine as
 * its host, which a foreign page cannot make a browser on it do (DNS rebinding).
 */
export function isFromThisMachine({
  socket,
  headers,
}: Pick<IncomingMessage, "socket" | "headers">): boolean {
  return (
    isLoopback(socket.remoteAddress ?? "") &&
    forwardedBy.every((name) => headers[name] === undefined) &&
    namesThisMachine(headers.host ?? "")
  );
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  return plain === "::1" || (isIPv4(plain) && plain.startsWith("127."));
}

function namesThisMachine(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return name === "localhost" || name === "[::1]" || isLoopback(name);
}
