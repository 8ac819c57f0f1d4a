import { describe, expect, it } from "vitest";
import type { SyncState } from "./character-sync.ts";
import { dueAt } from "./due-at.ts";
import { standsStill } from "./stands-still.ts";

const now = new Date("2026-11-21T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const row = (
  state: SyncState,
  nextInMinutes: number | null,
  updatedMinutesAgo: number,
) => ({
  state,
  nextSyncAt: nextInMinutes === null ? null : minutes(nextInMinutes),
  updatedAt: minutes(-updatedMinutesAgo),
});

describe("a sync that nobody does anything for", () => {
  it.each([
    ["that was due", row("idle", -6, 20), "due at 11:54 UTC has not begun"],
    ["that is late already", row("late", -6, 20), "has not begun"],
    ["that was queued", row("queued", 9, 6), "for a worker since 11:54 UTC"],
    ["that was begun", row("running", 9, 6), "not moved since 11:54 UTC"],
  ])("%s is called late, with the time", (_what, standing, words) => {
    expect(standsStill(standing, now)).toContain(words);
  });

  it.each([
    ["that is not due", row("idle", 4, 60)],
    ["that is only just due", row("idle", -4, 20)],
    ["that was only just queued", row("queued", 15, 1)],
    ["that is under way", row("running", 15, 1)],
    ["that stopped long ago", row("stopped", null, 9_999)],
  ])("%s is as its row says", (_what, moving) => {
    expect(standsStill(moving, now)).toBeNull();
  });
});

describe("when the next check is due", () => {
  it("is what the row says, or since when it waits, or unknown while it is under way", () => {
    expect(dueAt(row("idle", 9, 6))).toEqual(minutes(9));
    expect(dueAt(row("late", 2, 6))).toEqual(minutes(2));
    expect(dueAt(row("queued", 15, 6))).toEqual(minutes(-6));
    expect(dueAt(row("running", 15, 6))).toBeNull();
    expect(dueAt(row("stopped", null, 6))).toBeNull();
  });
});
