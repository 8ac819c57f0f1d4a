import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

test.each([
  ["203.0.113.9", undefined, "203.0.113.9"],
  // Somebody outside claims to be somebody else.
  ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["::ffff:172.18.0.2", "198.51.100.1", "198.51.100.1"],
  // What stands left of the first stranger was written by that stranger.
  ["10.0.0.1", "1.2.3.4, 198.51.100.1, 192.168.7.7", "198.51.100.1"],
  ["::1", "2001:db8::5", "2001:db8::5"],
  ["127.0.0.1", undefined, "127.0.0.1"],
  ["127.0.0.1", "nonsense", "127.0.0.1"],
  ["172.32.0.1", "198.51.100.1", "172.32.0.1"],
])("from %o with %o: %o", (remoteAddress, forwarded, expected) => {
  const request = {
    socket: { remoteAddress },
    headers: { "x-forwarded-for": forwarded },
  } as unknown as IncomingMessage;
  expect(clientAddress(request)).toBe(expected);
});
