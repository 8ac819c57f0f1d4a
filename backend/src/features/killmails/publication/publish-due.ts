import type { Database } from "../../../platform/database/index.ts";
import { appendVisibilityLog } from "../store/append-visibility-log.ts";
import { lookAgainAt, takeDueReferences } from "../store/publication.ts";
import { openReferences, type OpeningDeps } from "./open-references.ts";
import type { PublicationDelay } from "./publication-delay.ts";

const batchSize = 500;

/**
 * Publishes what a delay has run out for, 500 references a transaction. `publish_at` only says when to look: what counts
 * is what the observers want now, so a delay made longer, or an observer who left, holds a mail back in time.
 */
export async function publishDue(
  deps: OpeningDeps & {
    database: Database;
    defaultDelay: PublicationDelay;
    tellOfNews: () => Promise<void>;
  },
  now: Date,
): Promise<number> {
  let published = 0;
  for (;;) {
    const batch = await deps.database.transaction(async (tx) => {
      const looked = await takeDueReferences(tx, {
        now,
        limit: batchSize,
        defaultDelay: deps.defaultDelay,
      });
      const isDue = ({ publishAt }: (typeof looked)[number]) =>
        publishAt !== null && publishAt <= now;
      const due = looked.filter(isDue);
      await lookAgainAt(
        tx,
        looked.filter((one) => !isDue(one)),
      );
      const { visible } = await openReferences(tx, deps, due, {
        source: "delay",
        priority: "live",
      });
      await appendVisibilityLog(tx, visible, now);
      return { looked: looked.length, published: due.length };
    });
    published += batch.published;
    if (batch.published > 0) await deps.tellOfNews();
    if (batch.looked < batchSize) return published;
  }
}
