import { describe, expect, test } from "vitest";
import type { RetryPolicy } from "../../../kernel/index.ts";
import { retryDelayMs } from "./retry-delay.ts";

const policy: RetryPolicy = {
  attempts: 10,
  firstDelayMs: 2_000,
  factor: 2,
  longestDelayMs: 60_000,
  jitter: 0.15,
};

describe("retryDelayMs", () => {
  test.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [6, 60_000],
    [50, 60_000],
  ])("after attempt %i waits %i ms at least", (attempt, delayMs) => {
    expect(retryDelayMs(policy, attempt, () => 0)).toBe(delayMs);
  });

  test("jitter only adds, and no more than its share", () => {
    expect(retryDelayMs(policy, 1, () => 1)).toBe(2_300);
  });
});
