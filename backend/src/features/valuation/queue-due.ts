import type { Outbox } from "../../platform/queue/index.ts";
import { labelLate } from "./late/label-late.ts";
import { firstDay, noteDueDays, takeDueDays } from "./store/due-days.ts";
import {
  lockProgress,
  type Progress,
  writeProgress,
} from "./store/progress.ts";
import { revalueDay } from "./tasks.ts";
import { dayOf } from "./value/kill-day.ts";
import { valuationVersion } from "./value/valuation-version.ts";
import type { ValuationDeps } from "./value-killmails.task.ts";

/** At a time: other work of the queue has its turn, too. */
const mostDays = 20;
const mostEntries = 1_000;
const mostRounds = 10;

/** `Valuation.queueDue`. */
export async function queueDue(
  deps: ValuationDeps & { readonly outbox: Outbox },
  now: Date,
): Promise<number> {
  await markAllForNewRules(deps, now);
  await labelPublished(deps);
  return orderDueDays(deps, now);
}

/**
 * Under new rules, and on a database from before there were any, each day with mails is due once. Once more when the
 * first static data are there: what was stored before then was labelled without them.
 */
async function markAllForNewRules(
  { database, universe }: ValuationDeps,
  now: Date,
): Promise<void> {
  const { buildNumber } = await universe.facts();
  const hasStaticData = buildNumber !== null;
  const isMarked = (progress: Pick<Progress, "version" | "hasStaticData">) =>
    progress.version === valuationVersion &&
    (progress.hasStaticData || !hasStaticData);
  const [row] = await database.prisma.valuationProgress.findMany();
  if (row !== undefined && isMarked(row)) return;
  await database.transaction(async (tx) => {
    const progress = await lockProgress(tx);
    if (isMarked(progress)) return;
    const isForStaticData = hasStaticData && !progress.hasStaticData;
    const first = await firstDay(tx);
    if (first !== null)
      await noteDueDays(
        tx,
        { fromDay: first, toDay: dayOf(now) },
        {
          typeIds: isForStaticData ? null : [],
          now,
          dueAt: now,
          isWaiting: false,
        },
      );
    await writeProgress(tx, { version: valuationVersion, hasStaticData });
  });
}

/** Follows the visibility log: mails that became public after they were stored are labelled from now on. */
async function labelPublished(deps: ValuationDeps): Promise<void> {
  const { database, killmails } = deps;
  const row = await database.prisma.valuationProgress.findUnique({
    where: { id: 1 },
  });
  let sequence = row?.logSequence ?? 0n;
  for (let round = 0; round < mostRounds; round++) {
    const entries = await killmails.logAfter(sequence, mostEntries);
    const last = entries.at(-1);
    if (last === undefined) return;
    const published = entries.filter(
      ({ grantId, corporationId, revision }) =>
        grantId === null && corporationId === null && revision === null,
    );
    await labelLate(
      deps,
      published.map(({ killmailId, killmailTime }) => ({
        killmailId,
        killmailTime: killmailTime.toISOString(),
      })),
    );
    sequence = last.sequence;
    await writeProgress(database.prisma, { logSequence: sequence });
  }
}

async function orderDueDays(
  { database, outbox }: ValuationDeps & { readonly outbox: Outbox },
  now: Date,
): Promise<number> {
  const ordered = await database.transaction(async (tx) => {
    const days = await takeDueDays(tx, now, mostDays);
    for (const { day, typeIds } of days.toSorted((a, b) => b.day - a.day))
      await outbox.add(
        tx,
        revalueDay,
        { day, typeIds: typeIds === null ? null : [...typeIds] },
        { priority: "dormant" },
      );
    return days.length;
  });
  if (ordered > 0) outbox.poke();
  return ordered;
}
