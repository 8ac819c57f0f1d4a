import { describe, expect, it } from "vitest";
import { nextReadAt } from "./next-read-at.ts";

const readAt = new Date("2026-11-21T12:00:00Z");
const hours = (count: number) =>
  new Date(readAt.getTime() + count * 60 * 60_000);
const war = {
  declaredAt: hours(-1000),
  startedAt: hours(-976),
  finishedAt: null,
};
const read = { readAt, lastNewAt: null, expiresAt: hours(1) };

describe("a war is read again", () => {
  it("every hour while something happens", () => {
    for (const ago of [0, -5])
      expect(nextReadAt(war, { ...read, lastNewAt: hours(ago) })).toEqual(
        hours(1),
      );
    expect(nextReadAt({ ...war, startedAt: hours(-3) }, read)).toEqual(
      hours(1),
    );
  });

  it("every six hours for a week after that, daily later", () => {
    for (const ago of [-6, -167])
      expect(nextReadAt(war, { ...read, lastNewAt: hours(ago) })).toEqual(
        hours(6),
      );
    expect(nextReadAt(war, { ...read, lastNewAt: hours(-168) })).toEqual(
      hours(24),
    );
    expect(nextReadAt(war, read)).toEqual(hours(24));
  });

  it("not before it has begun, nor before ESI has anything newer", () => {
    expect(nextReadAt({ ...war, startedAt: hours(20) }, read)).toEqual(
      hours(20),
    );
    expect(nextReadAt(war, { ...read, expiresAt: hours(30) })).toEqual(
      hours(30),
    );
  });

  it("once more a day after its end, and then never", () => {
    const justOver = { ...war, finishedAt: hours(-2) };
    expect(nextReadAt(justOver, read)).toEqual(hours(22));
    expect(nextReadAt({ ...war, finishedAt: hours(-24) }, read)).toBeNull();
    expect(nextReadAt({ ...war, finishedAt: hours(50) }, read)).toEqual(
      hours(24),
    );
  });
});
