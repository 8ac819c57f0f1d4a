import { describe, expect, it } from "vitest";
import { backOffMs } from "./back-off.ts";

describe("back-off", () => {
  it("doubles and stays bounded for ever", () => {
    expect([0, 1, 2, 3].map((n) => backOffMs(n, 1))).toEqual([
      500, 1000, 2000, 4000,
    ]);
    expect(backOffMs(1_000_000, 1)).toBe(20_000);
  });

  it("spreads clients over half of the wait", () => {
    expect(backOffMs(2, 0)).toBe(1000);
  });
});
