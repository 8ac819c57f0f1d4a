import { sqlJson, type Transaction } from "../../../platform/database/index.ts";

/** Those of the mails of which the ledger holds a reference, under whatever hash. An archive's mails lie close together, and of a time that was never loaded not one is here: that is seen at one glance. */
export async function findKnown(
  tx: Transaction,
  killmailIds: readonly number[],
): Promise<Set<number>> {
  if (killmailIds.length === 0) return new Set();
  const [glance] = await tx.$queryRaw<{ isAny: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM killmail_references
       WHERE killmail_id BETWEEN ${smallest(killmailIds)}::int AND ${largest(killmailIds)}::int
    ) AS "isAny"`;
  if (glance?.isAny !== true) return new Set();
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT killmail_id AS id FROM killmail_references WHERE killmail_id = ANY(${killmailIds}::int[])`;
  return new Set(rows.map(({ id }) => id));
}

/** Those of the mails that are here, public, under this hash with these very bytes as their body. */
export async function findUnchanged(
  tx: Transaction,
  mails: readonly {
    readonly killmailId: number;
    readonly hash: string;
    readonly packed: Uint8Array;
  }[],
): Promise<Set<number>> {
  if (mails.length === 0) return new Set();
  const rows = mails.map(({ killmailId, hash, packed }) => ({
    id: killmailId,
    hash,
    body: Buffer.from(packed).toString("base64"),
  }));
  const found = await tx.$queryRaw<{ id: number }[]>`
    SELECT x.id FROM jsonb_to_recordset(${sqlJson(rows)}::jsonb) AS x(id int, hash text, body text)
    JOIN killmail_references r ON r.killmail_id = x.id AND r.hash = decode(x.hash, 'hex')
    JOIN killmails k ON k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
    WHERE r.state = 'stored' AND r.public_since IS NOT NULL AND k.body = decode(x.body, 'base64')`;
  return new Set(found.map(({ id }) => id));
}

function smallest(ids: readonly number[]): number {
  return ids.reduce((a, b) => Math.min(a, b));
}

function largest(ids: readonly number[]): number {
  return ids.reduce((a, b) => Math.max(a, b));
}
