import { id, type KillmailId } from "../../../kernel/index.ts";
import type {
  CopyConnection,
  CopyRows,
  Transaction,
} from "../../../platform/database/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { killmailStored } from "../events.ts";
import type { IngestDeps } from "../ingest/ingest.ts";
import { ingestSorted, type Shown } from "../ingest/ingest-sorted.ts";
import type { SortedShown } from "../ingest/sort-shown.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { Ingested } from "../killmails.ts";
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
  await deps.ensurePartitions(mails.map(({ time }) => time));
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
          packed: packedBody(piece, index),
        })),
    );
    const others = mails.filter(
      ({ killmailId }) => known.has(killmailId) && !unchanged.has(killmailId),
    );
    const ordinary = await ingestSorted(tx, deps, shown, {
      ...toSorted(piece),
      sound: [...others, ...piece.repeated.map(toFresh)],
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
  for (const effect of deps.effects) await effect.apply(tx, fresh);
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

/** Bodies are parsed when an effect, or the ordinary way, asks for them: most never are. */
function toMails(piece: PreparedPiece): PieceMail[] {
  const { hashes, texts, textEnds, timesMs, isNews } = piece;
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  const hex = Buffer.from(hashes.buffer).toString("hex");
  return Array.from(piece.ids, (killmailId, index) => {
    let esi: EsiKillmail | null = null;
    return {
      killmailId: id<KillmailId>(killmailId),
      hash: hex.slice(index * 40, (index + 1) * 40),
      time: new Date(timesMs[index] ?? 0),
      isNews: isNews[index] === 1,
      get esi() {
        const from = index === 0 ? 0 : textEnds[index - 1];
        return (esi ??= JSON.parse(
          bytes.toString("utf8", from, textEnds[index]),
        ) as EsiKillmail);
      },
    };
  });
}

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
