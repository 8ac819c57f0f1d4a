import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
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

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
  await test.database.prisma.esiSpend.deleteMany();
  budget = createPostgresBudget({ database: test.database });
});

const list = (seconds: number) =>
  reserveIn(budget, "char-killmail", "app:1", at(seconds));

async function spend(seconds: number, status: number): Promise<void> {
  await budget.settle(await list(seconds), answered(status), at(seconds));
}

describe("the budget of a rate-limit group", () => {
  it("books what each answer really costs", async () => {
    for (const status of [200, 304, 404, 503, 429]) await spend(0, status);
    const rows = await test.database.prisma.esiSpend.findMany({
      where: { pausedUntil: null },
      orderBy: { id: "asc" },
    });
    expect(rows.map(({ tokens }) => tokens)).toEqual([2, 1, 5]);
  });

  it("gives 13 full answers of 30 tokens, then names the moment when enough has come back", async () => {
    for (let page = 0; page < 13; page++) await spend(page, 200);
    const error = await refusalOf(list(20));
    // One token is missing for the dearest answer: the first page's two come back after 15 minutes, and a second for clocks that differ.
    expect(error?.retryAt).toEqual(at(901));
    expect(await refusalOf(list(900))).not.toBeNull();
    expect(await refusalOf(list(901))).toBeNull();
  });

  it("spreads those it sends away over the time in which tokens come back", async () => {
    for (let page = 0; page < 13; page++) await spend(page * 10, 200);
    const moments: (Date | null | undefined)[] = [];
    for (let waiting = 0; waiting < 4; waiting++)
      moments.push((await refusalOf(list(200)))?.retryAt);
    expect(moments).toEqual([at(901), at(911), at(921), at(931)]);
  });

  it("lets exactly as many through at once as it can bear", async () => {
    const refusals = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(list(0))),
    );
    expect(refusals.filter((error) => error === null)).toHaveLength(6);
    // The others only wait for answers on their way.
    const moments = refusals.map((error) => error?.retryAt?.getTime());
    expect(Math.min(...moments.filter((ms) => ms !== undefined))).toBe(
      at(1).getTime(),
    );
  });

  it("is one for all processes and survives a restart", async () => {
    const other = createPostgresBudget({ database: test.database });
    for (let page = 0; page < 13; page++) await spend(0, 200);
    expect(
      await refusalOf(reserveIn(other, "char-killmail", "app:1", at(1))),
    ).not.toBeNull();
    // Another character, another bucket.
    expect(
      await refusalOf(reserveIn(other, "char-killmail", "app:2", at(1))),
    ).toBeNull();
  });

  it("counts a call nobody settled at its dearest until the window has passed", async () => {
    for (let call = 0; call < 6; call++) await list(0);
    expect(await refusalOf(list(600))).not.toBeNull();
    // ESI may have counted it as late as its answer could come.
    expect(await refusalOf(list(912))).not.toBeNull();
    expect(await refusalOf(list(913))).toBeNull();
  });

  it("gives the place back of a request that was never sent", async () => {
    for (let call = 0; call < 20; call++)
      await budget.settle(await list(0), notSent, at(0));
    expect(await refusalOf(list(0))).toBeNull();
  });

  it("believes ESI when less is left than the ledger knows", async () => {
    const reservation = await list(0);
    const headers = { "x-ratelimit-remaining": "4" };
    await budget.settle(reservation, answered(200, headers), at(0));
    expect((await refusalOf(list(1)))?.retryAt).toEqual(at(901));
  });

  it("stops a bucket that met 429 until ESI says, and no other", async () => {
    const headers = { "retry-after": "30" };
    await budget.settle(await list(0), answered(429, headers), at(0));
    expect((await refusalOf(list(1)))?.retryAt).toEqual(at(30));
    expect(
      await refusalOf(reserveIn(budget, "killmail", "address", at(1))),
    ).toBeNull();
    expect(await refusalOf(list(30))).toBeNull();
  });
});

describe("the error limit", () => {
  const names = (seconds: number) =>
    reserveIn(budget, null, "address", at(seconds));

  it("costs nothing while answers are good", async () => {
    for (let call = 0; call < 30; call++)
      await budget.settle(await names(0), answered(200), at(0));
    expect(await test.database.prisma.esiSpend.count()).toBe(0);
  });

  it("leaves 20 of the 100 errors of a minute to others", async () => {
    for (let call = 0; call < 80; call++)
      await budget.settle(
        await names(0),
        answered(call % 2 ? 404 : 502),
        at(0),
      );
    expect((await refusalOf(names(10)))?.retryAt).toEqual(at(61));
    expect(await refusalOf(names(61))).toBeNull();
  });

  it("takes over errors of others, until ESI's own minute is over", async () => {
    const headers = {
      "x-esi-error-limit-remain": "15",
      "x-esi-error-limit-reset": "22",
    };
    await budget.settle(await names(0), answered(200, headers), at(0));
    expect((await refusalOf(names(1)))?.retryAt).toEqual(at(22));
    expect(await refusalOf(names(22))).toBeNull();
  });

  it("stops every group at 420 until the reset", async () => {
    const headers = { "x-esi-error-limit-reset": "42" };
    await budget.settle(await names(0), answered(420, headers), at(0));
    const killmail = reserveIn(budget, "killmail", "address", at(1));
    const refusals = await Promise.all(
      [names(1), list(1), killmail].map(refusalOf),
    );
    expect(refusals.map((error) => error?.retryAt)).toEqual([
      at(42),
      at(42),
      at(42),
    ]);
    expect(await refusalOf(list(42))).toBeNull();
  });
});

it("forgets rows that no window reaches any more", async () => {
  await test.database.prisma.esiSpend.createMany({
    data: Array.from({ length: 300 }, (_, index) => ({
      group: "char-killmail",
      subject: `app:${index}`,
      spentAt: at(0),
      settledAt: at(0),
      tokens: 2,
    })),
  });
  for (let call = 0; call < 100; call++)
    await budget.settle(
      await reserveIn(budget, "killmail", "address", at(3600)),
      answered(200),
      at(3600),
    );
  expect(
    await test.database.prisma.esiSpend.count({ where: { spentAt: at(0) } }),
  ).toBe(0);
});
