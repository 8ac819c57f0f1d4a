import { describe, expect, it } from "vitest";
import { contrast, securityColours, securityText } from "./security.ts";

describe("security status", () => {
  it("has one decimal and no negative zero", () => {
    expect(securityText(0.9)).toBe("0.9");
    expect(securityText(-0.04)).toBe("0.0");
    expect(securityText(-1)).toBe("-1.0");
  });

  it("has one colour for everything at or below 0.0", () => {
    expect(securityColours(-0.7)).toEqual(securityColours(0));
  });

  it("tells high, low and null security apart", () => {
    const colours = [1, 0.5, 0.4, 0].map((s) => securityColours(s).background);
    expect(new Set(colours).size).toBe(4);
  });

  it("is readable in every step", () => {
    for (let tenths = -10; tenths <= 10; tenths++) {
      const { background, text } = securityColours(tenths / 10);
      expect(contrast(background, text)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
