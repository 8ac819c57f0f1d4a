import { expect, test } from "vitest";
import { isSameOrigin } from "./is-same-origin.ts";

const site = "https://kills.example";

test.each([
  ["https://kills.example", "kills.example", true],
  // A proxy wrote its own Host.
  ["https://kills.example", "127.0.0.1:4000", true],
  // Reached by another name.
  ["http://127.0.0.1:4000", "127.0.0.1:4000", true],
  ["http://localhost:4000", "localhost:4000", true],
  ["http://[::1]:4000", "[::1]:4000", true],
  ["http://localhost:4001", "localhost:4000", false],
  ["https://evil.example", "kills.example", false],
  // A name of a foreign page's own that it points at this site.
  ["http://evil.example", "evil.example", false],
  ["http://127.evil.example:4000", "127.evil.example:4000", false],
  ["https://kills.example.evil.example", "kills.example", false],
  ["http://kills.example:81", "kills.example", false],
  ["null", "kills.example", false],
  [undefined, "kills.example", false],
  ["", "", false],
])("origin %o at host %o: %o", (origin, host, expected) => {
  const headers = { host, ...(origin !== undefined && { origin }) };
  expect(isSameOrigin(headers, site)).toBe(expected);
});
