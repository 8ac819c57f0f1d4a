import { describe, expect, it } from "vitest";
import {
  formatEveTime,
  formatEveTimeToSecond,
  formatRelativeTime,
} from "./eve-time.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");

describe("EVE time", () => {
  it("is UTC whatever offset the time was written with", () => {
    expect(formatEveTime("2026-03-01T01:30:00+02:00")).toBe("2026-02-28 23:30");
  });

  it("shows seconds where asked", () => {
    expect(formatEveTimeToSecond("2026-03-01T14:05:09Z")).toBe(
      "2026-03-01 14:05:09",
    );
  });
});

describe("relative time", () => {
  it.each([
    ["2026-03-01T11:59:57Z", "now"],
    ["2026-03-01T11:59:30Z", "30 seconds ago"],
    ["2026-03-01T11:59:00Z", "1 minute ago"],
    ["2026-03-01T11:58:01Z", "1 minute ago"],
    ["2026-03-01T12:14:59Z", "in 14 minutes"],
    ["2026-03-01T09:00:00Z", "3 hours ago"],
    ["2026-02-28T11:00:00Z", "1 day ago"],
    ["2025-11-01T12:00:00Z", "3 months ago"],
    ["2021-11-28T12:00:00Z", "4 years ago"],
  ])("%s is %s", (time, text) => {
    expect(formatRelativeTime(time, NOW)).toBe(text);
  });
});
