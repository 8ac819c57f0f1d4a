import { id, type KillmailId } from "../../../kernel/index.ts";
import type {
  CopyConnection,
  CopyRows,
  Transaction,
} from "../../../platform/database/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { unpackBody } from "../body/pack-body.ts";
import { killmailStored } from "../events.ts";
import type { IngestDeps } from "../ingest/ingest.ts";
import { ingestSorted, type Shown } from "../ingest/ingest-sorted.ts";
import type { SortedShown } from "../ingest/sort-shown.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { Ingested } from "../ingest/ingested.ts";
import type { Reference } from "../reference.ts";
import {
  appendVisibilityLog,
  type NewlyVisible,
} from "../store/append-visibility-log.ts";
import { findKnown, findUnchanged } from "../store/known-mails.ts";
import { readKeptFrom } from "../store/retention.ts";
import { copyMails } from "./copy-mails.ts";
import { packedBody } from "./packed-body.ts";
import type { PreparedPiece } from "./piece.ts";

/** One event tells of so many mails at most: whoever listens holds all of their bodies at once. */
const mailsInEvent = 1_000;

/**
 * The fast path of `ingest`: mails of which the ledger knows nothing go into their tables by COPY, straight, since there
 * is nothing to merge them with; should another transaction record one of them meanwhile, the key refuses the row and
 * the whole piece goes the ordinary way. Mails that are here as they come again are passed over. Whatever is neither goes the
 * ordinary way, in the same transaction.
 */
export async function loadPiece(
  deps: IngestDeps & { connection: CopyConnection },
  shown: Shown,
  piece: PreparedPiece,
): Promise<Ingested> {
  const mails = toMails(piece);
  await deps.ensurePartitions(daysOf(piece.timesMs));
  let isFirst = true;
  return deps.connection.transaction(async (tx, copy) => {
    const ids = [...piece.ids];
    const known = isFirst ? await findKnown(tx, ids) : new Set(ids);
    isFirst = false;
    // Too old to be kept: the ordinary way notes that.
    const keptFrom = await readKeptFrom(tx);
    for (const { killmailId, time } of mails)
      if (keptFrom !== null && time < keptFrom) known.add(killmailId);
    const isFresh = ({ killmailId }: Pick<Reference, "killmailId">) =>
      !known.has(killmailId);
    const fresh = known.size === 0 ? mails : mails.filter(isFresh);
    await copyFresh(tx, copy, deps, { shown, piece, fresh, isFresh });

    const again = mails.map((mail, index) => ({ mail, index }));
    const unchanged = await findUnchanged(
      tx,
      again
        .filter(({ mail }) => known.has(mail.killmailId))
        .map(({ mail: { killmailId, hash }, index }) => ({
          killmailId,
          hash,
          packed: packedBody(piece, index).bytes,
        })),
    );
    const others = mails.filter(
      ({ killmailId }) => known.has(killmailId) && !unchanged.has(killmailId),
    );
    const ordinary = await ingestSorted(tx, deps, shown, {
      ...toSorted(piece),
      sound: [...others.map(wholeMail), ...piece.repeated.map(toFresh)],
    });
    const counts: Ingested = {
      stored: fresh.length + ordinary.counts.stored,
      fresh: fresh.length + ordinary.counts.fresh,
      known: unchanged.size + ordinary.counts.known,
      doubtful: ordinary.counts.doubtful,
      refused: ordinary.counts.refused,
    };
    await appendVisibilityLog(
      tx,
      [...ordinary.visible, ...newsAmong(fresh)],
      deps.clock.now(),
    );
    return counts;
  });
}

async function copyFresh(
  tx: Transaction,
  copy: CopyRows,
  deps: IngestDeps,
  load: {
    shown: Shown;
    piece: PreparedPiece;
    fresh: readonly PieceMail[];
    isFresh: (mail: Pick<Reference, "killmailId">) => boolean;
  },
): Promise<void> {
  const { fresh, piece, shown } = load;
  if (fresh.length === 0) return;
  await copyMails(
    copy,
    piece,
    fresh.length === piece.ids.length ? null : load.isFresh,
  );
  if (deps.effects.length > 0) {
    const whole = fresh.map(wholeMail);
    for (const effect of deps.effects) await effect.apply(tx, whole);
  }
  for (let from = 0; from < fresh.length; from += mailsInEvent)
    await deps.outbox.emit(
      tx,
      killmailStored,
      {
        killmails: fresh
          .slice(from, from + mailsInEvent)
          .map(({ killmailId, time }) => ({
            killmailId,
            killmailTime: time.toISOString(),
          })),
      },
      { priority: shown.priority },
    );
}

type PieceMail = FreshKillmail & { readonly isNews: boolean };

function newsAmong(mails: readonly PieceMail[]): NewlyVisible[] {
  return mails
    .filter(({ isNews }) => isNews)
    .map(({ killmailId, time }) => ({
      killmailId,
      killmailTime: time,
      grantId: null,
      corporationId: null,
    }));
}

function toMails(piece: PreparedPiece): PieceMail[] {
  return Array.from(piece.ids, (_, index) => new MailOfPiece(piece, index));
}

/** What is not asked for is not made: of most mails nobody asks for the hash, and of nearly all not for the body. */
class MailOfPiece implements PieceMail {
  readonly #piece: PreparedPiece;
  readonly #index: number;
  #esi: EsiKillmail | null = null;

  constructor(piece: PreparedPiece, index: number) {
    this.#piece = piece;
    this.#index = index;
  }

  get killmailId(): KillmailId {
    return id<KillmailId>(this.#piece.ids[this.#index] ?? 0);
  }

  get hash(): string {
    const { buffer } = this.#piece.hashes;
    return Buffer.from(buffer, this.#index * 20, 20).toString("hex");
  }

  get time(): Date {
    return new Date(this.#piece.timesMs[this.#index] ?? 0);
  }

  get isNews(): boolean {
    return this.#piece.isNews[this.#index] === 1;
  }

  get esi(): EsiKillmail {
    return (this.#esi ??= unpackBody(packedBody(this.#piece, this.#index)));
  }
}

/** For whoever copies mails, as `{ ...mail }` does: what is made when asked for is not copied. */
function wholeMail({ killmailId, hash, time, esi }: PieceMail): FreshKillmail {
  return { killmailId, hash, time, esi };
}

/** One moment of each day there are mails of: all that partitions depend on. */
function daysOf(timesMs: Float64Array): Date[] {
  const days = new Set(Array.from(timesMs, (ms) => Math.floor(ms / dayMs)));
  return [...days].map((day) => new Date(day * dayMs));
}

const dayMs = 24 * 60 * 60_000;

function toSorted({
  doubtful,
  refused,
}: PreparedPiece): Pick<SortedShown, "doubtful" | "bare" | "refused"> {
  const named = ({
    killmailId,
    hash,
    reason,
  }: PreparedPiece["doubtful"][number]) => ({
    reference: { killmailId: id<KillmailId>(killmailId), hash },
    reason,
  });
  return {
    doubtful: doubtful.map(named),
    bare: [],
    refused: refused.map(named),
  };
}

function toFresh({
  killmailId,
  hash,
  text,
}: PreparedPiece["repeated"][number]): FreshKillmail {
  const esi = JSON.parse(text) as EsiKillmail;
  const time = new Date(esi.killmail_time);
  time.setUTCMilliseconds(0);
  return { killmailId: id<KillmailId>(killmailId), hash, time, esi };
}
