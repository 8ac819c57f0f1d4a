import type { Clock } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { Ingested, Killmails } from "../../killmails/index.ts";
import { keepFigures } from "../../zkillboard-figures/index.ts";
import { feedSource, feedSubject } from "../feed-source.ts";
import { orderRepairs } from "../repairing/order-repairs.ts";
import { noteOddities } from "../store/oddities.ts";
import { dropRevisits, writeRevisits } from "../store/revisits.ts";
import type { Batch, NewOddity, Told } from "./plan-batch.ts";

export interface TakeInDeps {
  readonly killmails: Pick<Killmails, "ingest">;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Writes everything a batch comes to, and how far the feed was read, in one transaction. Idempotent. */
export function takeIn(deps: TakeInDeps, batch: Batch): Promise<Ingested> {
  const { killmails, clock } = deps;
  const { sequence, uploadedAt } = batch.place;
  return killmails.ingest({
    source: feedSource,
    killmails: batch.told.map(({ shown }) => shown),
    cursor: {
      source: feedSource,
      subject: feedSubject,
      position: { sequence, uploadedAt: uploadedAt?.toISOString() ?? null },
    },
    priority: "live",
    async alongside(tx: Transaction, { doubtful, refused }) {
      const now = clock.now();
      await dropRevisits(tx, batch.settled);
      await writeRevisits(tx, batch.revisits);
      // Of several things to say of an entry the last one is kept.
      const isFailed = ({ kind }: NewOddity) => kind === "failed";
      const fates = [
        ...batch.oddities.filter((one) => !isFailed(one)),
        ...fatesOf(
          batch.told,
          doubtful.filter(({ isTellable }) => isTellable),
          "doubtful",
        ),
        ...fatesOf(batch.told, refused, "refused"),
        ...batch.oddities.filter(isFailed),
      ];
      await noteOddities(tx, fates, now);
      for (const lost of batch.lost)
        await orderRepairs(deps.outbox, tx, lost, now);
      const unusable = new Set(
        refused.map(({ reference }) => keyOf(reference)),
      );
      return keepFigures(
        tx,
        batch.told.flatMap(({ shown, figures }) =>
          figures === null || unusable.has(keyOf(shown)) ? [] : [figures],
        ),
      );
    },
  });
}

/** By entry, what was said of the killmails it told of. */
function fatesOf(
  told: readonly Told[],
  said: Ingested["refused"],
  kind: "doubtful" | "refused",
): NewOddity[] {
  const reasons = new Map(
    said.map(({ reference, reason }) => [keyOf(reference), reason]),
  );
  return told.flatMap(({ sequence, shown }) => {
    const reason = reasons.get(keyOf(shown));
    return reason === undefined
      ? []
      : [{ sequence, kind, killmailId: shown.killmailId, reason }];
  });
}

function keyOf(one: { killmailId: number; hash: string | null }): string {
  return `${one.killmailId} ${one.hash?.toLowerCase() ?? ""}`;
}
