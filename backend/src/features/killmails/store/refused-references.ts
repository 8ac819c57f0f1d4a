import {
  type Db,
  sqlJson,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { RecordInput, Recorded } from "../killmails.ts";
import type { Reference } from "../reference.ts";

type ShownTo = Pick<RecordInput, "source" | "grantId" | "corporationId">;

/** Of a hash that is none, only its beginning is kept. */
const longestHash = 500;

/** Keeps what the ledger's columns can not hold, so that everything a list showed is either there or here, with the reason. */
export async function keepRefused(
  tx: Transaction,
  refused: Recorded["refused"],
  shownTo: ShownTo,
  now: Date,
): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ reference, reason }) => ({
    ...keptForm(reference),
    reason: storable(reason),
  }));
  await tx.$executeRaw`
    INSERT INTO refused_references (source, subject_id, killmail_id, hash, reason, first_seen_at)
    SELECT ${shownTo.source}, ${subjectOf(shownTo)}::bigint, x."killmailId", x.hash, x.reason, ${now}
    FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x("killmailId" bigint, hash text, reason text)
    ORDER BY x."killmailId", x.hash
    ON CONFLICT DO NOTHING`;
}

/** Those of the references, none of which the ledger can hold, that are not kept here for the list either. */
export async function findUnkept(
  db: Db,
  shownTo: ShownTo,
  references: readonly Reference[],
): Promise<Reference[]> {
  if (references.length === 0) return [];
  const rows = await db.$queryRaw<{ index: bigint }[]>`
    SELECT x.index
    FROM jsonb_to_recordset(${sqlJson(
      references.map((one, index) => ({ index, ...keptForm(one) })),
    )}::jsonb) AS x(index bigint, "killmailId" bigint, hash text)
    WHERE NOT EXISTS (
      SELECT 1 FROM refused_references f
      WHERE f.subject_id = ${subjectOf(shownTo)} AND f.source = ${shownTo.source} AND f.killmail_id = x."killmailId"
        AND lower(f.hash) = lower(x.hash))
    ORDER BY 1`;
  return rows.flatMap(({ index }) => references[Number(index)] ?? []);
}

/** Whose list it was; 0 for a public source. */
function subjectOf({ grantId, corporationId }: ShownTo): number {
  return corporationId ?? grantId ?? 0;
}

/** An id that is no whole number at all stays readable beside the hash. */
function keptForm({ killmailId, hash }: Reference) {
  const isWhole = Number.isSafeInteger(killmailId);
  const shown = isWhole ? hash : `${killmailId} ${hash}`;
  return {
    killmailId: isWhole ? killmailId : 0,
    hash: storable(shown.slice(0, longestHash)),
  };
}

/** PostgreSQL's text takes neither a zero character nor half a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
