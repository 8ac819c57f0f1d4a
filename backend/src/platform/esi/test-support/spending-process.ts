import { writeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { priorities } from "../../../kernel/index.ts";
import { createDatabase } from "../../database/index.ts";
import type { Outcome } from "../budget/esi-budget.ts";
import { createPostgresBudget } from "../budget/postgres-budget.ts";
import { rateLimits } from "../budget/rate-limits.ts";
import { tokenCost } from "../budget/token-cost.ts";
import { answered, notSent, refusalOf, reserveIn } from "./calls.ts";
import { seededRandom } from "../../../../../tests/support/seeded-random.ts";
import {
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
  limits: { ...rateLimits, "char-killmail": tinyLimit },
});
const unheard: Outcome = { kind: "unknown", failure: null };

process.on("message", (order: SpendingOrder) => {
  void Promise.all(
    order.schedules.flatMap((schedule, index) => {
      const random = seededRandom(order.seed + index);
      return Array.from({ length: schedule.callers }, () =>
        spend(schedule, random, order.untilMs),
      );
    }),
  ).then(() => process.send?.("done"));
});
process.send?.("ready");

async function spend(
  { subject, answers, gridMs }: Schedule,
  random: () => number,
  untilMs: number,
): Promise<void> {
  const upTo = (ms: number) => Math.floor(random() * ms);
  while (Date.now() < untilMs) {
    if (gridMs > 0) await pause(gridMs - (Date.now() % gridMs));
    const priority = priorities[upTo(priorities.length)] ?? "live";
    const place = reserveIn(budget, "char-killmail", subject, new Date(), {
      priority,
    });
    const refusal = await refusalOf(place);
    if (refusal !== null) {
      const waitMs = (refusal.retryAt?.getTime() ?? 0) - Date.now();
      await pause(5 + upTo(Math.max(1, Math.min(waitMs, 60))));
      continue;
    }
    const reservation = await place;
    const sentMs = Date.now();
    const leftMs = reservation.until.getTime() - sentMs;
    let outcome: Outcome = notSent;
    if (leftMs > 0) {
      const status = answers[upTo(answers.length)] ?? null;
      const tookMs = upTo(leftMs);
      const counted: Counted = {
        subject,
        atMs: sentMs + upTo(tookMs + 1),
        tokens: tokenCost(status ?? 404),
      };
      writeSync(log, `${JSON.stringify(counted)}\n`);
      // Timers may fire a millisecond early by this clock.
      await pause(tookMs + 1);
      outcome = status === null ? unheard : answered(status);
    }
    await budget.settle(reservation, outcome, new Date());
    if (leftMs > 0) writeSync(log, `${JSON.stringify({ isSettled: true })}\n`);
    await pause(upTo(20));
  }
}
