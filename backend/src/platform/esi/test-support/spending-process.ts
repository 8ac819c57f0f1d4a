import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { priorities, silentLogger } from "../../../kernel/index.ts";
import { createDatabase, startDatabaseClock } from "../../database/index.ts";
import type { Outcome } from "../budget/esi-budget.ts";
import { createPostgresBudget } from "../budget/postgres-budget.ts";
import { rateLimits } from "../budget/rate-limits.ts";
import { tokenCost } from "../budget/token-cost.ts";
import { answered, notSent, refusalOf, reserveIn } from "./calls.ts";
import { seededRandom } from "../../../../../tests/support/seeded-random.ts";
import {
  clockErrorMs,
  type Counted,
  holdMs,
  type Schedule,
  type SpendingOrder,
  tinyLimit,
} from "./spending.ts";

/**
 * A process of its own that spends from many buckets at once, at random, until told to stop or killed. Before a call
 * "goes out" it writes down when ESI counts it and for how much: what is written is true whatever becomes of the process.
 */
const [databaseUrl = "", logFile = "3"] = process.argv.slice(2);
const log = Number(logFile);
const database = createDatabase(databaseUrl, { poolSize: 6 });
const budget = createPostgresBudget({
  database,
  holdMs,
  limits: {
    ...rateLimits,
    "char-killmail": {
      ...tinyLimit,
      windowMs: tinyLimit.windowMs + clockErrorMs,
    },
  },
});
const clock = await startDatabaseClock({
  database,
  log: silentLogger,
  readEveryMs: 20,
});
// Among many readings there is a quick one, also on a machine with much to do.
await pause(500);
const unheard: Outcome = { kind: "unknown", failure: null };

process.on("message", (order: SpendingOrder) => {
  void Promise.all(
    order.schedules.flatMap((schedule, index) => {
      const random = seededRandom(order.seed + index);
      return Array.from({ length: schedule.callers }, () =>
        spend(order, schedule, random),
      );
    }),
  ).then(() => process.send?.("done"));
});
process.send?.("ready");

async function spend(
  { originMs, slowdown, untilMs }: SpendingOrder,
  { subject, answers, gridMs }: Schedule,
  random: () => number,
): Promise<void> {
  const slow = (ms: number) => originMs + (ms - originMs) / slowdown;
  const now = () => new Date(slow(clock.now().getTime()));
  /** As ESI tells the time: whatever this machine's clock was set to. */
  const trueMs = () => slow(performance.timeOrigin + performance.now());
  const wait = (ms: number) => pause(ms * slowdown);
  const upTo = (ms: number) => Math.floor(random() * ms);

  while (trueMs() < untilMs) {
    if (gridMs > 0) await wait(gridMs - (trueMs() % gridMs));
    const priority = priorities[upTo(priorities.length)] ?? "live";
    const place = reserveIn(budget, "char-killmail", subject, now(), {
      priority,
    });
    const refusal = await refusalOf(place);
    if (refusal !== null) {
      const waitMs = (refusal.retryAt?.getTime() ?? 0) - now().getTime();
      // Who comes back at the very moment at which tokens are said to be there meets those that are there too early.
      await wait(
        random() < 0.5
          ? Math.max(1, waitMs)
          : 5 + upTo(Math.max(1, Math.min(waitMs, 60))),
      );
      continue;
    }
    const reservation = await place;
    const sentMs = trueMs();
    const leftMs = reservation.until.getTime() - now().getTime();
    let outcome: Outcome = notSent;
    if (leftMs > 0) {
      const status = answers[upTo(answers.length)] ?? null;
      // Often as late as can be, and often at once: between such two a window is shortest.
      const haste = random();
      const latestMs = Math.max(0, leftMs - 1);
      const tookMs = haste < 0.3 ? latestMs : haste < 0.6 ? 0 : upTo(leftMs);
      const counted: Counted = {
        subject,
        atMs: sentMs + (random() < 0.5 ? tookMs : upTo(tookMs + 1)),
        tokens: tokenCost(status ?? 404),
      };
      writeSync(log, `${JSON.stringify(counted)}\n`);
      // Timers may fire a millisecond early by this clock.
      await wait(tookMs + 1);
      outcome = status === null ? unheard : answered(status);
    }
    await budget.settle(reservation, outcome, now());
    if (leftMs > 0) writeSync(log, `${JSON.stringify({ isSettled: true })}\n`);
    await wait(upTo(20));
  }
}
