import { id, type KillmailId } from "../../../kernel/index.ts";
import type { R2z2Entry } from "../../../platform/zkillboard/index.ts";
import type { ShownKillmail } from "../../killmails/index.ts";
import {
  readFigures,
  type SaidFigures,
} from "../../zkillboard-figures/index.ts";
import type { FeedPlace } from "../feed-place.ts";
import type { FeedOddity } from "../live-feed.ts";
import type { FeedItem } from "../reading/feed-item.ts";
import { firstRevisit, nextRevisit, type Revisit } from "../revisit.ts";

export type NewOddity = Omit<FeedOddity, "noticedAt">;

/** A killmail with the entry that told of it. */
export interface Told {
  readonly sequence: number;
  readonly shown: ShownKillmail;
  readonly figures: SaidFigures | null;
}

/** What some items of the feed come to, before anything is written. */
export interface Batch {
  readonly told: readonly Told[];
  /** Where the feed goes on from. */
  readonly place: FeedPlace;
  readonly oddities: readonly NewOddity[];
  /** Entries to be read again. */
  readonly revisits: readonly Revisit[];
  /** Entries that were read again, whether they are to be once more or not. */
  readonly settled: readonly number[];
  /** When entries were published that are lost: the archive has them. */
  readonly lost: readonly { from: Date; to: Date }[];
}

/** What is to be done with these items, read behind `place`. */
export function planBatch(
  items: readonly FeedItem[],
  place: FeedPlace,
  now: Date,
): Batch {
  const told: Told[] = [];
  const oddities: NewOddity[] = [];
  const revisits = new Map<number, Revisit>();
  const settled: number[] = [];
  let { sequence, uploadedAt } = place;
  const lost: { from: Date; to: Date }[] = [];

  for (const item of items)
    switch (item.kind) {
      case "entry": {
        const { entry, readAt } = item;
        sequence = item.sequence;
        uploadedAt = entry.uploadedAt ?? uploadedAt;
        told.push(tell(sequence, entry, entry.uploadedAt ?? readAt));
        announce(entry, sequence, readAt);
        break;
      }
      case "passed": {
        sequence = item.to;
        oddities.push({
          sequence: item.from,
          kind: item.oddity,
          killmailId: null,
          reason: item.reason,
        });
        if (item.oddity === "gap" || item.oddity === "unreadable")
          revisits.set(item.to, firstRevisit(item.to, item.oddity, now));
        if (item.oddity === "expired" || item.oddity === "restart")
          lost.push({ from: uploadedAt ?? now, to: item.until ?? now });
        break;
      }
      case "revisit": {
        const { revisit, entry, readAt } = item;
        settled.push(revisit.sequence);
        revisits.delete(revisit.sequence);
        if (entry !== null) {
          told.push(
            tell(revisit.sequence, entry, saidAt(revisit, entry, readAt)),
          );
          if (revisit.reason === "updated") break;
          oddities.push(late(revisit, entry));
          announce(entry, revisit.sequence, readAt);
          break;
        }
        const wasThere =
          revisit.reason === "updated" || revisit.reason === "failed";
        const isOver = item.isGone && wasThere;
        const next = isOver ? null : nextRevisit(revisit, now);
        if (next !== null) revisits.set(next.sequence, next);
        else if (wasThere) oddities.push(expired(revisit, item.reason));
        if (next === null && revisit.reason === "failed") {
          const at = revisit.saidAt ?? now;
          lost.push({ from: at, to: at });
        }
      }
    }

  /** An older entry was written anew; a newer one will be read anyway. */
  function announce(entry: R2z2Entry, by: number, readAt: Date): void {
    const updated = entry.updatedSequence;
    if (updated === null || updated >= by) return;
    revisits.set(updated, {
      sequence: updated,
      reason: "updated",
      dueAt: readAt,
      tries: 0,
      saidAt: entry.uploadedAt ?? readAt,
    });
  }

  return {
    told,
    place: { sequence, uploadedAt },
    oddities,
    revisits: [...revisits.values()],
    settled,
    lost,
  };
}

function tell(sequence: number, entry: R2z2Entry, at: Date): Told {
  const killmailId = id<KillmailId>(entry.killmailId);
  const hash = entry.hash.toLowerCase();
  const figures = readFigures(entry.zkb);
  return {
    sequence,
    shown: { killmailId, hash: entry.hash, body: entry.esi },
    figures: figures && {
      reference: { killmailId, hash },
      figures,
      saidAt: at,
    },
  };
}

/** The file may still carry the moment of its first version. */
function saidAt(revisit: Revisit, entry: R2z2Entry, readAt: Date): Date {
  const times = [revisit.saidAt, entry.uploadedAt].filter((at) => at !== null);
  return times.length === 0
    ? readAt
    : new Date(Math.max(...times.map((at) => at.getTime())));
}

function late({ sequence, reason }: Revisit, entry: R2z2Entry): NewOddity {
  const killmailId = entry.killmailId;
  return { sequence, kind: "late", killmailId, reason: lateReasons[reason] };
}

const lateReasons: Readonly<Record<Revisit["reason"], string>> = {
  updated: "It was written anew.",
  gap: "It was not there at its turn, and came later.",
  unreadable: "It could not be read at its turn, and could later.",
  failed: "It could not be stored at its turn, and could later.",
};

function expired({ sequence, reason }: Revisit, why: string): NewOddity {
  const before =
    reason === "failed"
      ? "It could not be stored: its day is repaired from the archive, since it could not be read again"
      : "It was written anew, which could not be read any more";
  return {
    sequence,
    kind: "expired",
    killmailId: null,
    reason: `${before}: ${why}`,
  };
}
