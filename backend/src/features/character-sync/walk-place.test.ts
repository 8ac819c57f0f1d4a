import { describe, expect, it } from "vitest";
import { continueWalk, readWalkPlace } from "./walk-place.ts";

const first = { etag: '"now"', lastModified: "Sat, 12:00", pages: 5 };
const place = { nextPage: 4, etag: '"then"', lastModified: "Sat, 11:00" };

describe("where a walk goes on", () => {
  it("starts with page 2 when there was none before", () => {
    expect(continueWalk(null, first)).toEqual({ nextPage: 2, etag: '"now"' });
  });

  it("goes on where it stopped while the list is the same", () => {
    const same = { ...place, lastModified: first.lastModified };
    expect(continueWalk(same, first)).toEqual({ nextPage: 4, etag: '"now"' });
  });

  it("starts again when the list has changed", () => {
    expect(continueWalk(place, first)).toEqual({ nextPage: 2, etag: '"now"' });
    const unknown = { ...first, lastModified: null };
    expect(continueWalk({ ...place, lastModified: null }, unknown)).toEqual({
      nextPage: 2,
      etag: '"now"',
    });
  });

  it("goes on over a changed list that no single budget can read, and keeps the older ETag", () => {
    const long = { ...first, pages: 20 };
    expect(continueWalk(place, long)).toEqual({ nextPage: 4, etag: '"then"' });
  });

  it("starts again when the list has become shorter than the place", () => {
    expect(continueWalk(place, { ...first, pages: 3 })).toMatchObject({
      nextPage: 2,
    });
  });

  it("takes a place it can not read for none", () => {
    expect(readWalkPlace({ page: 3 })).toBeNull();
    expect(readWalkPlace(null)).toBeNull();
    expect(readWalkPlace(place)).toEqual(place);
  });
});
