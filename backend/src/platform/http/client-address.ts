import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/**
 * Who really asks: a reverse proxy on this machine or in its private network is believed about whom it asks for,
 * nobody else is, since anybody can write an X-Forwarded-For.
 */
export function clientAddress({ socket, headers }: IncomingMessage): string {
  const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
  let address = plain(socket.remoteAddress ?? "unknown");
  while (isProxy(address)) {
    const next = plain(forwarded.pop()?.trim() ?? "");
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** Loopback, link-local and private addresses. */
function isProxy(address: string): boolean {
  const version = isIP(plain(address));
  return (
    version !== 0 && near.check(plain(address), version === 4 ? "ipv4" : "ipv6")
  );
}

const near = new BlockList();
near.addSubnet("127.0.0.0", 8, "ipv4");
near.addSubnet("10.0.0.0", 8, "ipv4");
near.addSubnet("172.16.0.0", 12, "ipv4");
near.addSubnet("192.168.0.0", 16, "ipv4");
near.addSubnet("169.254.0.0", 16, "ipv4");
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");
near.addSubnet("fe80::", 10, "ipv6");

/** An IPv4 address that came in over an IPv6 socket, as an IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
