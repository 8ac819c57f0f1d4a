import type { Db, Transaction } from "../database/index.ts";

/** All SQL of the budget's ledger. */
export interface Bucket {
  readonly group: string;
  readonly subject: string;
}

export interface BucketState {
  /** Tokens out, reserved ones at their dearest. */
  readonly used: number;
  /** Of these, reserved and not settled. */
  readonly unsettled: number;
  readonly unsettledCount: number;
  readonly pausedUntil: Date | null;
}

/** Until the transaction ends, nobody else reserves in this bucket. The sum has to be read by a later statement: one that waits for the lock still sees what was before. */
export async function lock(tx: Transaction, bucket: Bucket): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`esi ${bucket.group} ${bucket.subject}`}, 0))`;
}

export async function read(
  tx: Transaction,
  bucket: Bucket,
  since: Date,
  now: Date,
): Promise<BucketState> {
  const [row] = await tx.$queryRaw<
    {
      used: number;
      unsettled: number;
      unsettledCount: number;
      pausedUntil: Date | null;
    }[]
  >`
    SELECT coalesce(sum(tokens), 0)::int AS used,
           coalesce(sum(tokens) FILTER (WHERE settled_at IS NULL), 0)::int AS unsettled,
           count(*) FILTER (WHERE settled_at IS NULL)::int AS "unsettledCount"
      FROM esi_spends
     WHERE "group" = ${bucket.group} AND subject = ${bucket.subject} AND spent_at > ${since}`;
  return {
    used: row?.used ?? 0,
    unsettled: row?.unsettled ?? 0,
    unsettledCount: row?.unsettledCount ?? 0,
    pausedUntil: await pausedUntil(tx, bucket, now),
  };
}

/** Until when ESI told this bucket to stop; null when it did not. */
export async function pausedUntil(
  tx: Transaction,
  bucket: Bucket,
  now: Date,
): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ until: Date | null }[]>`
    SELECT max(paused_until) AS until FROM esi_spends
     WHERE "group" = ${bucket.group} AND subject = ${bucket.subject} AND paused_until > ${now}`;
  return row?.until ?? null;
}

export async function insert(
  tx: Transaction,
  bucket: Bucket,
  spend: { spentAt: Date; tokens: number; settledAt: Date | null },
): Promise<bigint> {
  const { id } = await tx.esiSpend.create({
    data: { ...bucket, ...spend },
    select: { id: true },
  });
  return id;
}

/** A free request leaves no row. A row that is gone already (settled twice, or pruned) stays gone. */
export async function settle(
  tx: Transaction,
  id: bigint,
  tokens: number,
  now: Date,
): Promise<void> {
  if (tokens === 0) {
    await tx.esiSpend.deleteMany({ where: { id, settledAt: null } });
    return;
  }
  await tx.esiSpend.updateMany({
    where: { id, settledAt: null },
    data: { tokens, spentAt: now, settledAt: now },
  });
}

export async function pause(
  tx: Transaction,
  bucket: Bucket,
  until: Date,
  now: Date,
): Promise<void> {
  await tx.esiSpend.create({
    data: {
      ...bucket,
      spentAt: now,
      tokens: 0,
      settledAt: now,
      pausedUntil: until,
    },
  });
}

/** When `tokens` of the bucket will have come back, if nothing else is spent; more than are out come back in later rounds of the window. */
export async function whenFreed(
  tx: Transaction,
  bucket: Bucket,
  out: { since: Date; tokens: number; used: number; windowMs: number },
): Promise<Date> {
  const { since, tokens, used, windowMs } = out;
  const rounds = Math.ceil(tokens / used) - 1;
  const wanted = tokens - rounds * used;
  const [row] = await tx.$queryRaw<{ spentAt: Date }[]>`
    SELECT spent_at AS "spentAt"
      FROM (SELECT spent_at, sum(tokens) OVER (ORDER BY spent_at, id) AS freed
              FROM esi_spends
             WHERE "group" = ${bucket.group} AND subject = ${bucket.subject} AND spent_at > ${since}) AS spends
     WHERE freed >= ${wanted} ORDER BY spent_at LIMIT 1`;
  if (row === undefined)
    throw new Error(`Nothing is out of the bucket ${bucket.group}`);
  return new Date(row.spentAt.getTime() + (rounds + 1) * windowMs);
}

/** Removes rows no window reaches any more. The lowest ids are the oldest rows, so this needs no index and stays small. */
export async function prune(
  db: Db,
  longestWindowMs: number,
  now: Date,
): Promise<void> {
  const cutoff = new Date(now.getTime() - 2 * longestWindowMs);
  await db.$executeRaw`
    DELETE FROM esi_spends
     WHERE id IN (SELECT id FROM esi_spends ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
       AND spent_at < ${cutoff} AND (paused_until IS NULL OR paused_until < ${cutoff})`;
}
