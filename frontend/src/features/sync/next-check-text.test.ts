import { describe, expect, it } from "vitest";
import { nextCheck } from "./next-check-text.ts";

const nowMs = Date.parse("2026-11-21T12:00:00Z");
const later = "2026-11-21T12:09:00Z";
const earlier = "2026-11-21T11:58:00Z";

describe("the next check", () => {
  it.each([
    ["IDLE", later, { text: "", time: later }],
    ["LATE", later, { text: "", time: later }],
    ["RUNNING", later, { text: "", time: later }],
    ["IDLE", earlier, { text: "Due ", time: earlier }],
    ["LATE", earlier, { text: "Due ", time: earlier }],
    ["QUEUED", earlier, { text: "Waits for a worker, due ", time: earlier }],
    ["RUNNING", null, { text: "Under way", time: null }],
    ["STOPPED", null, { text: "None", time: null }],
  ] as const)(
    "of a list that is %s and due at %s",
    (state, nextSyncAt, said) => {
      expect(nextCheck({ state, nextSyncAt }, nowMs)).toEqual(said);
    },
  );
});
