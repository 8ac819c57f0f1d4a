import { describe, expect, it } from "vitest";
import { delays, delayTexts, isSooner } from "./delays.ts";

describe("publication delays", () => {
  it("are all there, each with its own words", () => {
    expect(new Set(delays)).toEqual(new Set(Object.keys(delayTexts)));
    expect(new Set(Object.values(delayTexts)).size).toBe(delays.length);
  });

  it("that are shorter can not be taken back", () => {
    expect(isSooner("AT_ONCE", "NEVER")).toBe(true);
    expect(isSooner("HOURS_8", "HOURS_24")).toBe(true);
    expect(isSooner("NEVER", "HOURS_72")).toBe(false);
    expect(isSooner("HOURS_3", "HOURS_3")).toBe(false);
  });
});
