import { describe, expect, it } from "vitest";
import {
  isFirstSync,
  isSyncing,
  percentDone,
  type SyncNumbers,
} from "./sync-progress.ts";

const IDLE: SyncNumbers = {
  state: "IDLE",
  listed: 155,
  stored: 155,
  pending: 0,
  rejected: 0,
  lastSyncAt: "2026-03-01T12:00:00Z",
};

describe("progress of a sync", () => {
  it("is unknown until something is listed", () => {
    const queued = { ...IDLE, state: "QUEUED" as const, listed: 0, stored: 0 };
    expect(percentDone(queued)).toBe(null);
  });

  it("is complete for a character without any mail", () => {
    expect(percentDone({ ...IDLE, listed: 0, stored: 0 })).toBe(100);
  });

  it("counts rejected mails as dealt with and never says 100 too early", () => {
    expect(percentDone({ ...IDLE, stored: 153, rejected: 1 })).toBe(99);
    expect(percentDone({ ...IDLE, stored: 154, rejected: 1 })).toBe(100);
  });

  it("stays within bounds when numbers are read between two updates", () => {
    expect(percentDone({ ...IDLE, listed: 10, stored: 12 })).toBe(100);
  });
});

describe("a sync", () => {
  it("runs while a body is pending, whatever the list's state", () => {
    expect(isSyncing({ ...IDLE, pending: 1 })).toBe(true);
    expect(isSyncing(IDLE)).toBe(false);
    expect(isSyncing({ ...IDLE, state: "LATE" })).toBe(false);
  });

  it("that is stopped does not run, pending or not", () => {
    expect(isSyncing({ ...IDLE, state: "STOPPED", pending: 3 })).toBe(false);
    const stopped = { ...IDLE, state: "STOPPED" as const, lastSyncAt: null };
    expect(isFirstSync(stopped)).toBe(false);
  });

  it("is the first until a list was read to the end and fetched", () => {
    expect(isFirstSync({ ...IDLE, lastSyncAt: null })).toBe(true);
    expect(isFirstSync({ ...IDLE, pending: 5 })).toBe(true);
    expect(isFirstSync(IDLE)).toBe(false);
  });
});
