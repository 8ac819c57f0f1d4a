import { describe, expect, it } from "vitest";
import { afterPage, isDone, type MonthRow, nextStep } from "./plan-step.ts";

const now = new Date("2021-12-20T12:00:00Z");
const askedAt = new Date("2021-12-20T11:00:00Z");
const before = new Date("2021-12-10T12:00:00Z");
const months = ["2021-12", "2021-11", "2021-10"];

/** So many ids, the highest first. */
const ids = (top: number, count: number) =>
  Array.from({ length: count }, (_, at) => top - at);

/** Reads `lists` page by page until nothing is left, and returns what was asked for. */
function read(
  lists: Record<string, number[]>,
  rows: Map<string, MonthRow>,
  asked = askedAt,
  at = now,
): string[] {
  const pages: string[] = [];
  const known = new Set<number>();
  for (const row of rows.values())
    for (const id of lists[row.month] ?? [])
      if (id <= (row.readTop ?? 0)) known.add(id);
  for (;;) {
    const step = nextStep(months, rows, { askedAt: asked, now: at });
    if (step === null || pages.length > 500) return pages;
    const { month } = step.row;
    pages.push(`${month} ${step.page}`);
    const list = lists[month] ?? [];
    const page = list.slice((step.page - 1) * 200, step.page * 200);
    const fresh = page.filter((id) => !known.has(id)).length;
    rows.set(month, afterPage(step, { ids: page, fresh, readAt: at }));
  }
}

describe("a first reading", () => {
  it("goes from the newest month to the oldest, and in each to its end", () => {
    const rows = new Map<string, MonthRow>();
    const lists = {
      "2021-12": ids(5_000, 30),
      "2021-11": ids(4_000, 450),
      "2021-10": [],
    };
    expect(read(lists, rows)).toEqual([
      // Young mails may be left out of a month that goes on: only an empty page ends it.
      "2021-12 1",
      "2021-12 2",
      "2021-11 1",
      "2021-11 2",
      "2021-11 3",
      "2021-10 1",
    ]);
    expect(
      [...rows.values()].map(({ month, isSettled, readTop }) => [
        month,
        isSettled,
        readTop,
      ]),
    ).toEqual([
      ["2021-12", false, 5_000],
      ["2021-11", true, 4_000],
      ["2021-10", true, 0],
    ]);
  });

  it("takes a page for the last one only when it is far from full and the month over", () => {
    const list = { "2021-11": ids(4_000, 99), "2021-10": ids(3_000, 100) };
    expect(read(list, new Map()).slice(1)).toEqual([
      "2021-11 1",
      "2021-10 1",
      "2021-10 2",
    ]);
  });

  it("ends where zKillboard ends, and says so", () => {
    const rows = new Map<string, MonthRow>();
    read({ "2021-11": ids(90_000, 25_000) }, rows);
    expect(rows.get("2021-11")).toMatchObject({ isCut: true, isSettled: true });
    const short = new Map<string, MonthRow>();
    read({ "2021-11": ids(90_000, 19_850) }, short);
    expect(short.get("2021-11")?.isCut).toBe(false);
  });
});

describe("a reading that broke off", () => {
  it("goes on at the page it had come to", () => {
    const rows = new Map<string, MonthRow>();
    const list = ids(4_000, 450);
    const step = nextStep(["2021-11"], rows, { askedAt, now });
    if (step === null) throw new Error("Nothing to read");
    const page = { ids: list.slice(0, 200), fresh: 200, readAt: now };
    const row = afterPage(step, page);
    rows.set(row.month, row);
    expect(row).toMatchObject({ nextPage: 2, readingSince: now, readAt: null });
    expect(read({ "2021-11": list }, rows).slice(1)).toEqual([
      "2021-11 2",
      "2021-11 3",
      "2021-10 1",
    ]);
    expect(rows.get("2021-11")).toMatchObject({
      readTop: 4_000,
      isSettled: true,
    });
  });
});

describe("a later reading", () => {
  const lists = { "2021-12": ids(5_000, 450), "2021-11": ids(4_000, 450) };

  it("asks for one page of a month that goes on, and for none that is settled", () => {
    const rows = new Map<string, MonthRow>();
    read(lists, rows);
    const later = new Date(now.getTime() + 1);
    expect(read(lists, rows, later, later)).toEqual(["2021-12 1"]);
  });

  it("reads on until it reaches what was read", () => {
    const rows = new Map<string, MonthRow>();
    read(lists, rows);
    const grown = { ...lists, "2021-12": ids(5_300, 750) };
    const later = new Date(now.getTime() + 86_400_000);
    expect(read(grown, rows, later, later)).toEqual([
      "2021-12 1",
      "2021-12 2",
      "2021-12 3",
    ]);
    expect(rows.get("2021-12")?.readTop).toBe(5_300);
  });

  it("reads a month wholly once more when it is over, for what came late", () => {
    const rows = new Map<string, MonthRow>();
    read(lists, rows, before, before);
    expect(rows.get("2021-11")?.isSettled).toBe(true);
    const over = new Date("2022-01-08T00:00:00Z");
    expect(read(lists, rows, over, over)).toEqual([
      "2021-12 1",
      "2021-12 2",
      "2021-12 3",
    ]);
    expect(rows.get("2021-12")?.isSettled).toBe(true);
    const again = new Date(over.getTime() + 1);
    expect(read(lists, rows, again, again)).toEqual([]);
  });

  it("is not settled by a reading that began too early, however late it ends", () => {
    const row: MonthRow = {
      month: "2021-12",
      nextPage: 3,
      readingSince: now,
      readingTop: 5_000,
      readAt: null,
      readTop: null,
      isSettled: false,
      isCut: false,
    };
    const step = { row, page: 3, since: now };
    const readAt = new Date("2022-02-01T00:00:00Z");
    const after = afterPage(step, { ids: [], fresh: 0, readAt });
    expect(after).toMatchObject({ isSettled: false, readAt, readTop: 5_000 });
    expect(isDone(after, askedAt)).toBe(true);
    expect(isDone(after, new Date("2022-02-02T00:00:00Z"))).toBe(false);
  });
});
