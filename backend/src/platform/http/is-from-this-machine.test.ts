import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { isFromThisMachine } from "./is-from-this-machine.ts";

const here = { host: "localhost:4000" };

test.each([
  ["127.0.0.1", here, true],
  ["::ffff:127.0.0.1", { host: "127.0.0.1:4000" }, true],
  ["::1", { host: "[::1]:4000" }, true],
  ["127.0.0.1", { host: "localhost" }, true],
  ["10.0.0.5", here, false],
  ["203.0.113.9", here, false],
  [undefined, here, false],
  // A reverse proxy on this machine, for a stranger, for somebody in its network, and for one who claims to be here.
  ["127.0.0.1", { ...here, "x-forwarded-for": "203.0.113.9" }, false],
  ["127.0.0.1", { ...here, "x-forwarded-for": "10.0.0.5" }, false],
  ["127.0.0.1", { ...here, "x-forwarded-for": "127.0.0.1" }, false],
  ["127.0.0.1", { ...here, "x-forwarded-for": "127.0.0.1, 10.0.0.5" }, false],
  ["127.0.0.1", { ...here, forwarded: "for=127.0.0.1" }, false],
  ["127.0.0.1", { ...here, "x-real-ip": "127.0.0.1" }, false],
  ["127.0.0.1", { ...here, via: "1.1 proxy" }, false],
  // A proxy that only handed the host on, and a foreign page's name that points at this machine.
  ["127.0.0.1", { host: "kills.example" }, false],
  ["127.0.0.1", { host: "127.evil.example:4000" }, false],
  ["127.0.0.1", {}, false],
])("from %o with %o: %o", (remoteAddress, headers, expected) => {
  const request = {
    socket: { remoteAddress },
    headers,
  } as unknown as IncomingMessage;
  expect(isFromThisMachine(request)).toBe(expected);
});
