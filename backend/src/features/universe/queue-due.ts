import type { Database } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { beginCheck } from "./static-data/builds.ts";
import { checkStaticData } from "./tasks.ts";

const dayMs = 24 * 60 * 60_000;

/** One waiting order, whoever gives it. */
const key = "daily";

/** `Universe.queueDue`. The first is due at once: a new site knows nothing yet. */
export async function queueDue(
  { database, outbox }: { database: Database; outbox: Outbox },
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - dayMs);
  const isBegun = await database.transaction(async (tx) => {
    if (!(await beginCheck(tx, { since, now }))) return false;
    await outbox.add(tx, checkStaticData, {}, { key });
    return true;
  });
  if (isBegun) outbox.poke();
  return isBegun ? 1 : 0;
}
