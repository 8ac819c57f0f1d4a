import type { Database } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { beginRun } from "./store/begin-run.ts";
import { comparePublicDays } from "./tasks.ts";

const dayMs = 24 * 3_600_000;
/** zKillboard's files are made shortly after 06:00 UTC, EVE Ref's about an hour later. */
const afterMidnightMs = 7.5 * 3_600_000;

/** One waiting order, whoever gives it. */
const key = "nightly";

/** `Completeness.queueDue`. */
export async function queueDue(
  {
    database,
    outbox,
    isOn,
  }: { database: Database; outbox: Outbox; isOn: boolean },
  now: Date,
): Promise<number> {
  if (!isOn) return 0;
  const since = lastTurn(now);
  const isBegun = await database.transaction(async (tx) => {
    if (!(await beginRun(tx, { since, now }))) return false;
    await outbox.add(tx, comparePublicDays, {}, { key });
    return true;
  });
  if (isBegun) outbox.poke();
  return isBegun ? 1 : 0;
}

/** When today's comparison is due, or yesterday's before that. */
function lastTurn(now: Date): Date {
  const turn = Math.floor((now.getTime() - afterMidnightMs) / dayMs) * dayMs;
  return new Date(turn + afterMidnightMs);
}
