import type { Clock, KillmailId, Priority } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import { killmailPublished } from "../events.ts";
import type { LaterEffect } from "../later-effect.ts";
import type { Reference } from "../reference.ts";
import { isNews, newsMs } from "../storing/is-news.ts";
import {
  forgetRevisions,
  type NewlyVisible,
} from "../store/append-visibility-log.ts";
import { publishReferences } from "../store/record-references.ts";

export interface OpeningDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly laterEffects: readonly LaterEffect[];
}

/** What references that became public come to. */
export interface Opened {
  /** Those that were not public before. */
  readonly references: readonly Reference[];
  /** Their mails that were here. */
  readonly mails: ReadonlySet<KillmailId>;
  /** To be appended to the visibility log. */
  readonly visible: readonly NewlyVisible[];
}

/**
 * Makes references public, once and for good, with their mails. Nobody can see by a mail that it was here before: what was
 * derived from it is forgotten and derived anew, its revision starts again, and everybody is told, or not, as of a mail
 * that is stored just now.
 */
export async function openReferences(
  tx: Transaction,
  { clock, outbox, laterEffects }: OpeningDeps,
  references: readonly Reference[],
  { source, priority }: { source: string; priority: Priority },
): Promise<Opened> {
  const now = clock.now();
  const quietBefore =
    priority === "dormant" ? new Date(now.getTime() - newsMs) : null;
  const { mails, ...published } = await publishReferences(
    tx,
    references,
    source,
    { now, quietBefore },
  );
  const ids = mails.map(({ killmailId }) => killmailId);
  if (ids.length > 0) {
    for (const effect of laterEffects)
      await effect.forget(tx, ids, "published");
    await forgetRevisions(tx, ids);
    const killmails = mails.map(({ killmailId, killmailTime }) => ({
      killmailId,
      killmailTime: killmailTime.toISOString(),
    }));
    await outbox.emit(tx, killmailPublished, { killmails }, { priority });
  }
  return {
    ...published,
    mails: new Set(ids),
    visible: mails
      .filter(({ killmailTime }) => isNews(killmailTime, priority, now))
      .map((mail) => ({ ...mail, grantId: null, corporationId: null })),
  };
}
