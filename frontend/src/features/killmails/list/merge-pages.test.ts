import { describe, expect, it } from "vitest";
import {
  insertLive,
  mergePages,
  type Edge,
  type Pages,
} from "./merge-pages.ts";
import { compareNewestFirst } from "./newest-first.ts";

/** Mail number n happened at minute n. */
function edge(n: number): Edge {
  const time = new Date(Date.UTC(2026, 2, 1, 0, n)).toISOString();
  return { cursor: `c${n}`, mail: { id: String(n), time } };
}

function pages(numbers: number[], hasNextPage: boolean): Pages<Edge> {
  return {
    edges: numbers.map((n) => edge(n)),
    endCursor: numbers.length > 0 ? `c${numbers.at(-1) ?? ""}` : null,
    hasNextPage,
  };
}

function ids(list: Pages<Edge>): number[] {
  return list.edges.map((e) => Number(e.mail.id));
}

describe("newest first", () => {
  it("breaks a tie of time by id, as a number", () => {
    const time = "2026-03-01T00:00:00Z";
    const mails = ["9", "100", "20"].map((id) => ({ id, time }));
    expect(mails.sort(compareNewestFirst).map((m) => m.id)).toEqual([
      "100",
      "20",
      "9",
    ]);
  });

  it("compares moments, not spellings", () => {
    const a = { id: "1", time: "2026-03-01T00:00:00.000Z" };
    const b = { id: "1", time: "2026-03-01T00:00:00Z" };
    expect(compareNewestFirst(a, b)).toBe(0);
  });
});

describe("merging a page", () => {
  it("appends the next page and takes over its end", () => {
    const merged = mergePages(pages([9, 8], true), pages([7, 6], false), "c8");
    expect(ids(merged)).toEqual([9, 8, 7, 6]);
    expect(merged.hasNextPage).toBe(false);
    expect(merged.endCursor).toBe("c6");
  });

  it("keeps the loaded tail when the top is fetched again", () => {
    const merged = mergePages(
      pages([8, 7, 6, 5], false),
      pages([10, 9, 8], true),
      null,
    );
    expect(ids(merged)).toEqual([10, 9, 8, 7, 6, 5]);
    expect(merged.hasNextPage).toBe(false);
    expect(merged.endCursor).toBe("c5");
  });

  it("starts over when the fresh top no longer touches the loaded part", () => {
    const merged = mergePages(pages([3, 2], false), pages([9, 8], true), null);
    expect(ids(merged)).toEqual([9, 8]);
    expect(merged.hasNextPage).toBe(true);
  });

  it("holds each mail once", () => {
    const merged = mergePages(pages([9, 8], false), pages([9, 8], false), null);
    expect(ids(merged)).toEqual([9, 8]);
  });

  it("learns from an empty next page that the list has ended", () => {
    const merged = mergePages(pages([2, 1], true), pages([], false), "c1");
    expect(merged.hasNextPage).toBe(false);
    expect(ids(merged)).toEqual([2, 1]);
  });

  it("does not end the list on an empty page asked for elsewhere", () => {
    const merged = mergePages(pages([2, 1], true), pages([], false), "c2");
    expect(merged.hasNextPage).toBe(true);
  });

  it("fills an empty list", () => {
    expect(
      ids(mergePages(pages([], false), pages([2, 1], true), null)),
    ).toEqual([2, 1]);
  });
});

describe("a live mail", () => {
  it("takes its place by time", () => {
    expect(ids(insertLive(pages([9, 5], true), edge(7)))).toEqual([9, 7, 5]);
    expect(ids(insertLive(pages([9, 5], true), edge(10)))).toEqual([10, 9, 5]);
  });

  it("is inserted once", () => {
    const loaded = pages([9, 5], true);
    expect(insertLive(loaded, edge(9))).toBe(loaded);
  });

  it("older than the loaded part waits for its page, or ends a complete list", () => {
    expect(ids(insertLive(pages([9, 5], true), edge(1)))).toEqual([9, 5]);
    expect(ids(insertLive(pages([9, 5], false), edge(1)))).toEqual([9, 5, 1]);
    expect(ids(insertLive(pages([], false), edge(1)))).toEqual([1]);
  });

  it("pushes the oldest out of a list that is long, to be loaded again", () => {
    const full = insertLive(pages([9, 7, 5], false), edge(8), 3);
    expect(ids(full)).toEqual([9, 8, 7]);
    expect(full).toMatchObject({ endCursor: "c7", hasNextPage: true });
    expect(ids(insertLive(full, edge(10), 3))).toEqual([10, 9, 8]);
    const more = mergePages(full, pages([5], false), "c7");
    expect(ids(more)).toEqual([9, 8, 7, 5]);
    expect(more.hasNextPage).toBe(false);
  });

  it("any order of arrival gives the same list", () => {
    const orders = [
      [1, 2, 3],
      [3, 1, 2],
      [2, 3, 1],
    ];
    for (const order of orders) {
      const list = order.reduce(
        (loaded, n) => insertLive(loaded, edge(n)),
        pages([], false),
      );
      expect(ids(list)).toEqual([3, 2, 1]);
    }
  });
});
