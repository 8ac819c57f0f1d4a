import type { FeedItem } from "../reading/feed-item.ts";
import { firstRevisit, nextRevisit, type Revisit } from "../revisit.ts";
import type { Batch } from "./plan-batch.ts";

type TellingItem = Exclude<FeedItem, { kind: "passed" }>;

/**
 * What is taken in of an item that the database refuses as it is: ever less. What is left out of it is never given up: the
 * entry is read again later, and in the end the archive has its day.
 */
export function lesserBatches(
  item: FeedItem,
  whole: Batch,
  now: Date,
): readonly Batch[] {
  // What brings no mail has nothing to leave out.
  if (item.kind === "passed" || whole.told.length === 0) return [];
  const revisit = lookLater(item, now);
  const at = revisit === null ? publishedAt(item) : null;
  const rest = {
    ...whole,
    revisits: [...whole.revisits, ...(revisit === null ? [] : [revisit])],
    lost: [...whole.lost, ...(at === null ? [] : [{ from: at, to: at }])],
  };
  const then =
    revisit === null
      ? "the day it was published on is repaired from the archive."
      : "it is read again later.";
  return [
    {
      ...failed(
        rest,
        `It could not be stored. ESI is asked for it, and ${then}`,
      ),
      told: whole.told.map(({ sequence, shown }) => ({
        sequence,
        shown: { ...shown, body: null },
        figures: null,
      })),
    },
    { ...failed(rest, `It could not be stored: ${then}`), told: [] },
  ];
}

/** Null when it was read again as often as makes sense. */
function lookLater(item: TellingItem, now: Date): Revisit | null {
  if (item.kind === "entry")
    return firstRevisit(item.sequence, "failed", now, publishedAt(item));
  const { revisit } = item;
  return revisit.reason === "failed"
    ? nextRevisit(revisit, now)
    : firstRevisit(revisit.sequence, "failed", now, publishedAt(item));
}

function publishedAt({ entry, readAt }: TellingItem): Date {
  return entry?.uploadedAt ?? readAt;
}

function failed(batch: Batch, reason: string): Batch {
  const fates = batch.told.map(({ sequence, shown: { killmailId } }) => ({
    sequence,
    kind: "failed" as const,
    killmailId,
    reason,
  }));
  return { ...batch, oddities: [...batch.oddities, ...fates] };
}
