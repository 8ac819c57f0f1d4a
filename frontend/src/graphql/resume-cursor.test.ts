import { describe, expect, it } from "vitest";
import { eventCursor } from "./resume-cursor.ts";

describe("the cursor to resume from", () => {
  it("is the event's own", () => {
    expect(eventCursor({ killmailAdded: { cursor: "42", killmail: {} } })).toBe(
      "42",
    );
  });

  it("is missing where events carry none", () => {
    expect(eventCursor({ linkedCharacterUpdated: { id: "1" } })).toBe(
      undefined,
    );
    expect(eventCursor(null)).toBe(undefined);
  });
});
