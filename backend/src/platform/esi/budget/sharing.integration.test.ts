import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import type { Priority } from "../../../kernel/index.ts";
import {
  answered,
  notSent,
  refusalOf,
  reserveIn,
} from "../test-support/calls.ts";
import type { EsiBudget } from "./esi-budget.ts";
import { createPostgresBudget } from "./postgres-budget.ts";

const start = new Date("2026-11-21T12:00:00Z").getTime();
const at = (seconds: number) => new Date(start + seconds * 1000);

let test: TestDatabase;
let budget: EsiBudget;
let other: EsiBudget;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.prisma.esiSpend.deleteMany();
  budget = createPostgresBudget({ database: test.database });
  other = createPostgresBudget({ database: test.database });
});

const list = (seconds: number, priority: Priority) =>
  reserveIn(budget, "char-killmail", "app:1", at(seconds), { priority });

/** How many full answers a priority gets of a bucket before it has to wait. */
async function exhaust(priority: Priority): Promise<number> {
  for (let calls = 0; ; calls++) {
    const place = list(0, priority);
    if ((await refusalOf(place)) !== null) return calls;
    await budget.settle(await place, answered(200), at(0));
  }
}

describe("urgency", () => {
  it("has what the less urgent leave, level by level, up to the whole bucket", async () => {
    const calls: number[] = [];
    for (const priority of ["dormant", "recent", "live", "immediate"] as const)
      calls.push(await exhaust(priority));
    // 21, 26 and 30 of 30 tokens, 5 at a time, 2 each.
    expect(calls).toEqual([9, 2, 2, 0]);
  });

  it("of dormant work waits for its own share, not for the bucket to be full", async () => {
    await exhaust("immediate");
    expect((await refusalOf(list(1, "dormant")))?.retryAt).toEqual(at(901));
    expect((await refusalOf(list(1, "immediate")))?.retryAt).toEqual(at(901));
    expect(await refusalOf(list(901, "dormant"))).toBeNull();
  });

  it("is not held up by less urgent work that waits", async () => {
    for (let call = 0; call < 12; call++)
      await budget.settle(
        await list(call * 10, "live"),
        answered(200),
        at(call * 10),
      );
    const waiting: (Date | null | undefined)[] = [];
    for (let task = 0; task < 3; task++)
      waiting.push((await refusalOf(list(130, "dormant")))?.retryAt);
    expect(waiting).toEqual([at(931), at(941), at(951)]);
    expect(await refusalOf(list(130, "immediate"))).toBeNull();
  });

  it("can be given any share to leave", async () => {
    budget = createPostgresBudget({
      database: test.database,
      dormantReserve: 0.5,
    });
    expect(await exhaust("dormant")).toBe(6);
  });
});

describe("one caller for one question", () => {
  const ask = (ledger: EsiBudget, flight: string, seconds: number) =>
    reserveIn(ledger, "killmail", "address", at(seconds), { flight });

  it("others are sent away for a moment, in whatever process, and may ask after the answer", async () => {
    const place = await ask(budget, "GET /killmails/1/a", 0);
    const refusal = await refusalOf(ask(other, "GET /killmails/1/a", 1));
    expect(refusal?.retryAt).toEqual(at(2));
    expect(refusal?.message).toContain("just now");
    expect(await refusalOf(ask(other, "GET /killmails/2/b", 1))).toBeNull();
    await budget.settle(place, answered(200), at(2));
    expect(await refusalOf(ask(other, "GET /killmails/1/a", 2))).toBeNull();
  });

  it("one of many at once is let through", async () => {
    const refusals = await Promise.all(
      [budget, other, budget, other, budget, other].map((ledger) =>
        refusalOf(ask(ledger, "GET /killmails/3/c", 0)),
      ),
    );
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
  });

  it("who died is waited for no longer than a call can last", async () => {
    await ask(budget, "GET /killmails/4/d", 0);
    expect(
      await refusalOf(ask(other, "GET /killmails/4/d", 11)),
    ).not.toBeNull();
    expect(await refusalOf(ask(other, "GET /killmails/4/d", 12))).toBeNull();
  });

  it.each([
    [
      "nobody knows what became of it",
      { kind: "unknown", failure: null } as const,
    ],
    ["it was never sent", notSent],
    ["it failed", answered(500)],
  ])("may be asked again at once when %s", async (_, outcome) => {
    const place = await ask(budget, "GET /killmails/5/e", 0);
    await budget.settle(place, outcome, at(1));
    expect(await refusalOf(ask(other, "GET /killmails/5/e", 1))).toBeNull();
  });
});

describe("what is left", () => {
  it("is told for any bucket, full ones too, calls on their way at their dearest", async () => {
    await budget.settle(await list(0, "live"), answered(200), at(0));
    await list(1, "live");
    const [known, full] = await budget.remaining(
      { groups: ["char-killmail"], subjects: ["app:1", "app:2"] },
      at(2),
    );
    expect(known).toEqual({
      group: "char-killmail",
      subject: "app:1",
      limit: 30,
      windowMs: 901_000,
      reserved: 9,
      remaining: 23,
      pausedUntil: null,
    });
    expect(full).toMatchObject({ subject: "app:2", remaining: 30 });
  });

  it("is told for whatever something was spent from, and says who has to stop", async () => {
    await budget.settle(await list(0, "live"), answered(200), at(0));
    const mail = () => reserveIn(budget, "killmail", "address", at(0));
    const headers = { "retry-after": "2000", "x-ratelimit-remaining": "3000" };
    await budget.settle(await mail(), answered(429, headers), at(0));
    await budget.settle(
      await reserveIn(budget, null, "whoever", at(0)),
      answered(404),
      at(0),
    );
    const groups = ["char-killmail", "killmail", "error-limit"];
    expect(await budget.remaining({ groups }, at(1))).toMatchObject([
      { group: "char-killmail", remaining: 28, pausedUntil: null },
      { group: "error-limit", subject: "address", remaining: 99 },
      { group: "killmail", remaining: 3000, pausedUntil: at(2000) },
    ]);
    // Longer than the window.
    expect(await budget.remaining({ groups }, at(950))).toMatchObject([
      { group: "killmail", remaining: 3600, pausedUntil: at(2000) },
    ]);
  });
});
