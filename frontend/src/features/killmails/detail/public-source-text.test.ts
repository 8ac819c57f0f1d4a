import { expect, it } from "vitest";
import { publicSourceText } from "./public-source-text.ts";

it("says what made a mail public, also through a source of a later day", () => {
  expect(publicSourceText("pilot")).toContain("published by a pilot");
  expect(publicSourceText("delay")).toContain("delay ran out");
  expect(publicSourceText("live-feed")).toBe("shown by zKillboard");
  expect(publicSourceText("somebody-new")).toBe("shown by somebody-new");
});
