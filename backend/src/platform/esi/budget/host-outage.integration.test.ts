import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { statusCall } from "../request/look-at-host.ts";
import {
  answered,
  refusalOf,
  reserveIn,
  testHost,
} from "../test-support/calls.ts";
import type { EsiBudget, Outcome } from "./esi-budget.ts";
import { createPostgresBudget } from "./postgres-budget.ts";

/** Not the hour of the daily restart. */
const start = new Date("2026-11-21T15:00:00Z").getTime();
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
  await test.database.prisma.esiHost.deleteMany();
  budget = createPostgresBudget({ database: test.database });
  other = createPostgresBudget({ database: test.database });
});

const mail = (ledger: EsiBudget, seconds: number) =>
  reserveIn(ledger, "killmail", "address", at(seconds));

async function call(seconds: number, outcome: Outcome, now = at(seconds)) {
  return budget.settle(await mail(budget, seconds), outcome, now);
}

const failing = answered(503);

async function fail(times: number, seconds = 0) {
  for (let time = 0; time < times; time++) await call(seconds, failing);
}

/** What a caller is told: to go, to look, or when to come back. */
async function told(ledger: EsiBudget, seconds: number) {
  const call = {
    host: testHost,
    group: "killmail",
    subject: "address",
    priority: "live",
    flight: `GET /mail ${seconds}`,
  } as const;
  const place = ledger.reserve(call, at(seconds));
  const refusal = await refusalOf(place);
  if (refusal !== null) return refusal.retryAt;
  return (await place) === "probe" ? "look" : "go";
}

/** Looks, and finds the host away or back. */
async function look(seconds: number, failure: string | null) {
  const place = await budget.reserve(statusCall(testHost), at(seconds));
  if (place === "probe") throw new Error("A look was told to look");
  const status = failure === null ? 200 : 503;
  const headers = new Headers();
  return budget.settle(
    place,
    { kind: "answered", status, headers, failure },
    at(seconds),
  );
}

describe("a host that fails", () => {
  it("is looked at after three failures in a row, by one caller of all processes", async () => {
    await fail(2);
    expect(await told(other, 1)).toBe("go");
    await fail(1, 1);
    const all = await Promise.all(
      [budget, other, budget, other].map((ledger) => told(ledger, 2)),
    );
    expect(all.filter((one) => one === "look")).toHaveLength(1);
    expect(all.filter((one) => one !== "look")).toEqual(
      Array.from({ length: 3 }, () => at(14)),
    );
  });

  it.each([
    ["no connection", { kind: "not sent", failure: "no answer: ECONNREFUSED" }],
    ["no answer in time", { kind: "unknown", failure: "no answer: time-out" }],
    ["504", answered(504)],
  ] as const)("shows it by %s", async (_, outcome) => {
    for (let time = 0; time < 3; time++) await call(0, outcome);
    expect(await told(other, 1)).toBe("look");
  });

  it("is not known by failures far apart, by an answer between them, or by a route's own 500", async () => {
    await fail(2, 0);
    await fail(1, 61);
    expect(await told(other, 62)).toBe("go");
    await fail(1, 63);
    await call(64, answered(404));
    await fail(2, 65);
    for (let time = 0; time < 5; time++) await call(66, answered(500));
    expect(await told(other, 67)).toBe("go");
  });

  it("is looked at after the first failure in the quarter of an hour of the daily restart", async () => {
    const restart = new Date("2026-11-21T11:00:30Z");
    const place = await reserveIn(budget, "killmail", "address", restart);
    expect(await budget.settle(place, failing, restart)).toEqual(restart);
    expect(await budget.outage(testHost)).toMatchObject({ since: restart });
  });
});

describe("while a host is away", () => {
  it("nobody spends anything, of any group, and all are told when somebody looks again", async () => {
    await fail(3);
    expect(await told(budget, 1)).toBe("look");
    expect(await look(1, "answers 503")).toEqual(at(6));
    expect(await told(other, 2)).toEqual(at(6));
    const names = reserveIn(other, null, "address", at(2));
    const refusal = await refusalOf(names);
    expect(refusal?.retryAt).toEqual(at(6));
    expect(refusal?.message).toContain("is away");
    const groups = ["killmail", "char-killmail"];
    expect(await budget.remaining({ groups }, at(2))).toEqual([]);
    expect(await other.outage(testHost)).toEqual({
      since: at(0),
      reason: "answers 503",
      probeAt: at(6),
    });
  });

  it("it is looked at the more seldom the longer it lasts, once a minute at least", async () => {
    await fail(3);
    const looks = [1, 6, 12, 30, 90, 3600];
    const gaps: number[] = [];
    for (const seconds of looks) {
      const next = (await look(seconds, "answers 503"))?.getTime() ?? 0;
      gaps.push((next - at(seconds).getTime()) / 1000);
    }
    expect(gaps).toEqual([5, 6, 12, 30, 60, 60]);
  });

  it("who dies while looking is followed by another", async () => {
    await fail(3);
    expect(await told(budget, 1)).toBe("look");
    expect(await told(other, 12)).toEqual(at(13));
    expect(await told(other, 13)).toBe("look");
  });

  it("answers from its caches do not end it, a look does, for all", async () => {
    const early = await mail(budget, 0);
    await fail(3);
    await budget.settle(early, answered(200), at(1));
    expect(await told(other, 1)).toBe("look");
    expect(await look(2, null)).toBeNull();
    expect(await budget.outage(testHost)).toBeNull();
    expect(await told(other, 3)).toBe("go");
    expect(await test.database.prisma.esiHost.count()).toBe(0);
  });
});
