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

  it("starts earlier where live mails have no cursor", () => {
    expect(refreshWindow(edges("a", "", "", "d"), (id) => id === "2")).toEqual({
      subject: "2",
      after: "a",
      first: 3,
    });
    expect(refreshWindow(edges("", ""), (id) => id === "1")).toEqual({
      subject: "1",
      after: null,
      first: 2,
    });
  });

  it("is never more than a page", () => {
    const many = edges(...Array.from({ length: 150 }, () => ""));
    expect(refreshWindow(many, () => true)?.first).toBe(100);
  });
});
