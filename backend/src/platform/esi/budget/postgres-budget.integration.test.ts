import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { type Priority, UnavailableError } from "../../../kernel/index.ts";
import type { EsiBudget, Reservation } from "./esi-budget.ts";
import { createPostgresBudget } from "./postgres-budget.ts";
import { rateLimits } from "./rate-limits.ts";
import { tokenCost } from "./token-cost.ts";

const start = new Date("2026-11-21T12:00:00Z").getTime();
const at = (seconds: number) => new Date(start + seconds * 1000);
const answer = (status: number, headers: Record<string, string> = {}) => ({
  kind: "answered" as const,
  status,
  headers: new Headers(headers),
  failure: null,
});
const notSent = { kind: "not sent", failure: null } as const;

let flights = 0;
/** A call for something nobody else asks for. */
async function reserveIn(
  ledger: EsiBudget,
  group: string | null,
  subject: string,
  now: Date,
  priority: Priority = "immediate",
): Promise<Reservation> {
  const flight = `GET /${++flights}`;
  const call = { host: "esi.test", group, subject, priority, flight };
  const place = await ledger.reserve(call, now);
  if (place === "probe") throw new Error("Nobody said that ESI is away");
  return place;
}

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

const list = (seconds: number, priority?: Priority) =>
  reserveIn(budget, "char-killmail", "app:1", at(seconds), priority);

/** Null when granted. */
async function refusal(
  work: Promise<Reservation>,
): Promise<UnavailableError | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof UnavailableError) return error;
    throw error;
  }
}

async function spend(seconds: number, status: number): Promise<void> {
  await budget.settle(await list(seconds), answer(status), at(seconds));
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
    const error = await refusal(list(20));
    // One token is missing for the dearest answer: the first page's two come back after 15 minutes.
    expect(error?.retryAt).toEqual(at(900));
    expect(await refusal(list(899))).not.toBeNull();
    expect(await refusal(list(900))).toBeNull();
  });

  it("spreads those it sends away over the time in which tokens come back", async () => {
    for (let page = 0; page < 13; page++) await spend(page * 10, 200);
    const moments: (Date | null | undefined)[] = [];
    for (let waiting = 0; waiting < 4; waiting++)
      moments.push((await refusal(list(200)))?.retryAt);
    expect(moments).toEqual([at(900), at(910), at(920), at(930)]);
  });

  it("lets exactly as many through at once as it can bear", async () => {
    const refusals = await Promise.all(
      Array.from({ length: 20 }, () => refusal(list(0))),
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
      await refusal(reserveIn(other, "char-killmail", "app:1", at(1))),
    ).not.toBeNull();
    // Another character, another bucket.
    expect(
      await refusal(reserveIn(other, "char-killmail", "app:2", at(1))),
    ).toBeNull();
  });

  it("counts a call nobody settled at its dearest until the window has passed", async () => {
    for (let call = 0; call < 6; call++) await list(0);
    expect(await refusal(list(600))).not.toBeNull();
    // ESI may have counted it as late as its answer could come.
    expect(await refusal(list(911))).not.toBeNull();
    expect(await refusal(list(912))).toBeNull();
  });

  it("gives the place back of a request that was never sent", async () => {
    for (let call = 0; call < 20; call++)
      await budget.settle(await list(0), notSent, at(0));
    expect(await refusal(list(0))).toBeNull();
  });

  it("believes ESI when less is left than the ledger knows", async () => {
    const reservation = await list(0);
    const headers = { "x-ratelimit-remaining": "4" };
    await budget.settle(reservation, answer(200, headers), at(0));
    expect((await refusal(list(1)))?.retryAt).toEqual(at(900));
  });

  it("stops a bucket that met 429 until ESI says, and no other", async () => {
    const headers = { "retry-after": "30" };
    await budget.settle(await list(0), answer(429, headers), at(0));
    expect((await refusal(list(1)))?.retryAt).toEqual(at(30));
    expect(
      await refusal(reserveIn(budget, "killmail", "address", at(1))),
    ).toBeNull();
    expect(await refusal(list(30))).toBeNull();
  });
});

describe("the error limit", () => {
  const names = (seconds: number) =>
    reserveIn(budget, null, "address", at(seconds));

  it("costs nothing while answers are good", async () => {
    for (let call = 0; call < 30; call++)
      await budget.settle(await names(0), answer(200), at(0));
    expect(await test.database.prisma.esiSpend.count()).toBe(0);
  });

  it("leaves 20 of the 100 errors of a minute to others", async () => {
    for (let call = 0; call < 80; call++)
      await budget.settle(await names(0), answer(call % 2 ? 404 : 502), at(0));
    expect((await refusal(names(10)))?.retryAt).toEqual(at(60));
    expect(await refusal(names(60))).toBeNull();
  });

  it("takes over errors of others, until ESI's own minute is over", async () => {
    const headers = {
      "x-esi-error-limit-remain": "15",
      "x-esi-error-limit-reset": "22",
    };
    await budget.settle(await names(0), answer(200, headers), at(0));
    expect((await refusal(names(1)))?.retryAt).toEqual(at(22));
    expect(await refusal(names(22))).toBeNull();
  });

  it("stops every group at 420 until the reset", async () => {
    const headers = { "x-esi-error-limit-reset": "42" };
    await budget.settle(await names(0), answer(420, headers), at(0));
    const killmail = reserveIn(budget, "killmail", "address", at(1));
    const refusals = await Promise.all(
      [names(1), list(1), killmail].map(refusal),
    );
    expect(refusals.map((error) => error?.retryAt)).toEqual([
      at(42),
      at(42),
      at(42),
    ]);
    expect(await refusal(list(42))).toBeNull();
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
      answer(200),
      at(3600),
    );
  expect(
    await test.database.prisma.esiSpend.count({ where: { spentAt: at(0) } }),
  ).toBe(0);
});

describe("over any sequence of calls", () => {
  const limit = {
    tokens: 30,
    windowMs: 60_000,
    dearest: 5,
    usual: 2,
    spare: 0,
  };

  it.each([1, 2, 3, 4])(
    "never overdraws ESI's bucket and never refuses what it can bear (seed %d)",
    async (seed) => {
      const random = seededRandom(seed);
      const own = createPostgresBudget({
        database: test.database,
        limits: { ...rateLimits, "char-killmail": limit },
      });
      let nowMs = start;
      const flying: { reservation: Reservation; countedMs: number }[] = [];
      // What ESI really counts, at the moment it does; and what the ledger may think at worst.
      const counted: { ms: number; tokens: number }[] = [];
      const settled: { ms: number; tokens: number }[] = [];
      const within = (spends: { ms: number; tokens: number }[], ms: number) =>
        spends
          .filter((spend) => spend.ms > ms - limit.windowMs && spend.ms <= ms)
          .reduce((sum, { tokens }) => sum + tokens, 0);

      for (let step = 0; step < 150; step++) {
        nowMs += Math.floor(random() * 3_000);
        if (flying.length > 0 && random() < 0.5) {
          const [call] = flying.splice(Math.floor(random() * flying.length), 1);
          if (call === undefined) continue;
          const status =
            [200, 200, 304, 404, 503][Math.floor(random() * 5)] ?? 200;
          counted.push({
            ms:
              call.countedMs + Math.floor(random() * (nowMs - call.countedMs)),
            tokens: tokenCost(status),
          });
          settled.push({ ms: nowMs, tokens: tokenCost(status) });
          await own.settle(call.reservation, answer(status), new Date(nowMs));
          continue;
        }
        const bearable =
          within(settled, nowMs) + flying.length * 5 <= limit.tokens - 5;
        const error = await refusal(
          reserveIn(own, "char-killmail", "app:1", new Date(nowMs)).then(
            (reservation) => {
              flying.push({ reservation, countedMs: nowMs });
              return reservation;
            },
          ),
        );
        expect(error === null, `step ${step}`).toBe(bearable);
        if (error !== null)
          expect(error.retryAt?.getTime()).toBeGreaterThan(nowMs);
      }
      for (const { ms } of counted)
        expect(within(counted, ms)).toBeLessThanOrEqual(limit.tokens);
      expect(counted.length).toBeGreaterThan(30);
    },
  );
});

/** Mulberry32: the same sequence for a seed, on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
