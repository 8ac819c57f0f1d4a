import { describe, expect, it } from "vitest";
import { nextSyncAt } from "./next-sync-at.ts";

const checkedAt = new Date("2026-11-21T12:00:00Z");
const minutes = (count: number) =>
  new Date(checkedAt.getTime() + count * 60_000);
const days = (count: number) => minutes(count * 24 * 60);
const check = {
  checkedAt,
  lastNewAt: days(-10),
  linkedAt: days(-400),
  expiresAt: null,
};

describe("the pace of a character's checks", () => {
  it("is a quarter of an hour", () => {
    expect(nextSyncAt(check)).toEqual(minutes(15));
  });

  it("is ESI's cache time for an hour after something new", () => {
    for (const ago of [0, -30, -59])
      expect(nextSyncAt({ ...check, lastNewAt: minutes(ago) })).toEqual(
        minutes(5),
      );
    expect(nextSyncAt({ ...check, lastNewAt: minutes(-60) })).toEqual(
      minutes(15),
    );
  });

  it("is an hour once 90 days brought nothing new", () => {
    expect(nextSyncAt({ ...check, lastNewAt: days(-90) })).toEqual(minutes(15));
    expect(nextSyncAt({ ...check, lastNewAt: days(-91) })).toEqual(minutes(60));
  });

  it("counts the 90 days from linking when nothing was ever new", () => {
    const never = { ...check, lastNewAt: null };
    expect(nextSyncAt({ ...never, linkedAt: minutes(-1) })).toEqual(
      minutes(15),
    );
    expect(nextSyncAt({ ...never, linkedAt: days(-91) })).toEqual(minutes(60));
  });

  it("never asks before ESI has anything newer", () => {
    const fresh = { ...check, lastNewAt: checkedAt, expiresAt: minutes(6) };
    expect(nextSyncAt(fresh)).toEqual(minutes(6));
    expect(nextSyncAt({ ...fresh, expiresAt: minutes(4) })).toEqual(minutes(5));
  });
});
