import { describe, expect, it } from "vitest";
import type { Edge } from "./merge-pages.ts";
import { refreshWindow } from "./refresh-window.ts";

function edges(...cursors: string[]): Edge[] {
  return cursors.map((cursor, index) => ({
    cursor,
    mail: { id: String(index), time: "2026-03-01T00:00:00Z" },
  }));
}

describe("the part of the list to ask for again", () => {
  it("is nothing while every mail is complete", () => {
    expect(refreshWindow(edges("a", "b"), () => false)).toBe(null);
  });

  it("starts behind the last mail before the first incomplete one", () => {
    expect(refreshWindow(edges("a", "b", "c"), (id) => id >= "1")).toEqual({
      subject: "1",
      after: "a",
      first: 2,
    });
  });

  it("starts at the top when that is incomplete", () => {
    expect(refreshWindow(edges("a", "b"), () => true)).toEqual({
      subject: "0",
      after: null,
      first: 2,
    });
  });

  it("is never more than a page", () => {
    const many = edges(
      ...Array.from({ length: 150 }, (_, index) => String(index)),
    );
    expect(refreshWindow(many, () => true)?.first).toBe(100);
  });
});
