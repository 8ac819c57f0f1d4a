import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatIsk,
  formatIskShort,
  formatShare,
  formatWhole,
} from "./number.ts";

describe("numbers", () => {
  it("keep every digit of a long decimal string", () => {
    expect(formatWhole("9007199254740993")).toBe("9,007,199,254,740,993");
  });

  it("agree with their noun", () => {
    expect(formatCount(1, "pilot", "pilots")).toBe("1 pilot");
    expect(formatCount(0, "pilot", "pilots")).toBe("0 pilots");
    expect(formatCount(1234, "pilot", "pilots")).toBe("1,234 pilots");
  });

  it("keep the cents of an amount as they are", () => {
    expect(formatIsk("3412345678901.20")).toBe("3,412,345,678,901.20 ISK");
    expect(formatIsk("0")).toBe("0 ISK");
  });

  it.each([
    ["0.01", "0.01"],
    ["999.99", "999"],
    ["1000.00", "1.00k"],
    ["12345.00", "12.3k"],
    ["999999.99", "999k"],
    ["1234567.89", "1.23m"],
    ["45678901234.00", "45.6b"],
    ["191585667614.45", "191b"],
    ["1234567890123.00", "1.23t"],
  ])("an amount of %s is short %s", (amount, text) => {
    expect(formatIskShort(amount)).toBe(text);
  });

  it("share of nothing is empty", () => {
    expect(formatShare("0", "0")).toBe("");
    expect(formatShare("250", "1000")).toBe("25.0 %");
  });
});
