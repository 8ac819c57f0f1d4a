import { expect, test } from "vitest";
import { listCompleteness } from "./list-completeness.ts";

const read = {
  state: "idle",
  lastSyncAt: new Date(0),
  listed: 120,
  pending: 0,
  rejected: 0,
} as const;

test("what is listed and stored is complete", () => {
  expect(listCompleteness(read)).toEqual({
    isComplete: true,
    sentence: "All of your 90-day list is here.",
  });
  // A check that is under way takes nothing back.
  expect(listCompleteness({ ...read, state: "running" }).isComplete).toBe(true);
  expect(listCompleteness({ ...read, rejected: 2 })).toEqual({
    isComplete: true,
    sentence:
      "All of your 90-day list is here, but for 2 that EVE refuses to give.",
  });
});

test("what is not fetched yet is counted, until it is here", () => {
  expect(
    listCompleteness({ ...read, state: "running", pending: 3 }).sentence,
  ).toBe(
    "3 of 120 listed killmails are still to be fetched; that is under way.",
  );
  expect(
    listCompleteness({
      ...read,
      state: "late",
      pending: 1,
    }),
  ).toEqual({
    isComplete: false,
    sentence: "1 of 120 listed killmails is still to be fetched.",
  });
});

test("a list that was never read to its end, or can not be read any more, is not complete", () => {
  const unread = { ...read, lastSyncAt: null };
  expect(listCompleteness(unread)).toEqual({
    isComplete: false,
    sentence: "EVE's list has not been read to its end yet.",
  });
  expect(listCompleteness({ ...unread, state: "late" }).sentence).toBe(
    "EVE's list has not been read to its end yet.",
  );
  expect(listCompleteness({ ...read, state: "stopped" })).toEqual({
    isComplete: false,
    sentence:
      "All that was listed at the last good check is here. What came since is not known.",
  });
});
