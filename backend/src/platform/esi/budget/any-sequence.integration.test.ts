import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { answered, refusalOf, reserveIn } from "../test-support/calls.ts";
import { seededRandom } from "../../../../../tests/support/seeded-random.ts";
import type { Reservation } from "./esi-budget.ts";
import { createPostgresBudget } from "./postgres-budget.ts";
import { rateLimits } from "./rate-limits.ts";
import { tokenCost } from "./token-cost.ts";

const start = new Date("2026-11-21T12:00:00Z").getTime();

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

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
            [200, 200, 304, 404, 500][Math.floor(random() * 5)] ?? 200;
          counted.push({
            ms:
              call.countedMs + Math.floor(random() * (nowMs - call.countedMs)),
            tokens: tokenCost(status),
          });
          settled.push({ ms: nowMs, tokens: tokenCost(status) });
          await own.settle(call.reservation, answered(status), new Date(nowMs));
          continue;
        }
        const bearable =
          within(settled, nowMs) + flying.length * 5 <= limit.tokens - 5;
        const error = await refusalOf(
          reserveIn(own, "char-killmail", `app:${seed}`, new Date(nowMs)).then(
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
