import { expect, test } from "vitest";
import { isSameOrigin } from "./is-same-origin.ts";

const site = "https://kills.example";

test.each([
  ["https://kills.example", "kills.example", true],
  // A proxy wrote its own Host.
  ["https://kills.example", "127.0.0.1:4000", true],
  // Reached by another name.
  ["http://127.0.0.1:4000", "127.0.0.1:4000", true],
  ["https://evil.example", "kills.example", false],
  ["https://kills.example.evil.example", "kills.example", false],
  ["http://kills.example:81", "kills.example", false],
  ["null", "kills.example", false],
  [undefined, "kills.example", false],
  ["", "", false],
])("origin %o at host %o: %o", (origin, host, expected) => {
  const headers = { host, ...(origin !== undefined && { origin }) };
  expect(isSameOrigin(headers, site)).toBe(expected);
});
