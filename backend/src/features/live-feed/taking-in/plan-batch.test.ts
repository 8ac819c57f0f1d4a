import { describe, expect, test } from "vitest";
import type { FeedItem } from "../reading/feed-item.ts";
import type { Revisit } from "../revisit.ts";
import { planBatch } from "./plan-batch.ts";

const now = new Date("2026-11-20T12:00:00Z");
const before = new Date("2026-11-18T23:00:00Z");
const place = { sequence: 100, uploadedAt: before };

describe("days that are lost", () => {
  const passed = (
    oddity: "gap" | "expired" | "restart",
    until: Date | null,
  ): FeedItem => ({
    ...{ kind: "passed", from: 101, to: 500, oddity },
    ...{ reason: "", until },
  });

  test.each(["expired", "restart"] as const)(
    "are those from the last entry on that the position moved past as %s",
    (oddity) => {
      const until = new Date("2026-11-19T12:00:00Z");
      expect(planBatch([passed(oddity, until)], place, now)).toMatchObject({
        place: { sequence: 500, uploadedAt: before },
        lost: [{ from: before, to: until }],
      });
      expect(planBatch([passed(oddity, null)], place, now).lost).toEqual([
        { from: before, to: now },
      ]);
    },
  );

  test("are none for a gap, which is looked for again", () => {
    const { lost, revisits } = planBatch([passed("gap", null)], place, now);
    expect(lost).toEqual([]);
    expect(revisits).toMatchObject([{ sequence: 500, reason: "gap" }]);
  });
});

describe("an entry that was read again, and is not there", () => {
  const look = (changes: Partial<Revisit>): FeedItem => ({
    kind: "revisit",
    revisit: {
      ...{ sequence: 90, reason: "failed", dueAt: now, tries: 0 },
      ...{ saidAt: before, ...changes },
    },
    entry: null,
    isGone: true,
    reason: "It is not there.",
    readAt: now,
  });

  test("after it could not be stored is left to the archive of its day", () => {
    expect(planBatch([look({})], place, now)).toMatchObject({
      settled: [90],
      revisits: [],
      oddities: [{ sequence: 90, kind: "expired" }],
      lost: [{ from: before, to: before }],
    });
  });

  test("but gives no answer is read once more", () => {
    const item = { ...look({}), isGone: false } as FeedItem;
    expect(planBatch([item], place, now)).toMatchObject({
      revisits: [{ sequence: 90, reason: "failed", tries: 1 }],
      lost: [],
    });
  });

  test("after it was written anew costs what it said anew", () => {
    const item = look({ reason: "updated" });
    expect(planBatch([item], place, now)).toMatchObject({
      revisits: [],
      oddities: [{ sequence: 90, kind: "expired" }],
      lost: [],
    });
  });
});
