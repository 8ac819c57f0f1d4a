import type { KillmailId } from "../../../kernel/index.ts";
import {
  type Db,
  Prisma,
  type Transaction,
} from "../../../platform/database/index.ts";
import type { DerivableKillmail } from "../later-effect.ts";
import {
  killmailColumns,
  type KillmailRow,
  toStoredKillmail,
} from "./killmail-rows.ts";

/** Where a mail is. */
export interface MailPlace {
  readonly killmailId: number;
  readonly killmailTime: string;
}

/** What is different once a mail is no longer as it was looked at. */
export type MailState = Pick<DerivableKillmail, "revision" | "isPublic">;

export async function readDerivable(
  db: Db,
  places: readonly MailPlace[],
): Promise<DerivableKillmail[]> {
  const ids = places.map(({ killmailId }) => killmailId);
  // The times lead to the partitions.
  const times = places.map(({ killmailTime }) => new Date(killmailTime));
  const rows = await db.$queryRaw<(KillmailRow & { isHistory: boolean })[]>`
    SELECT ${killmailColumns}, k.is_history IS TRUE AS "isHistory"
    FROM killmails k
    WHERE k.killmail_time = ANY(${times}::timestamptz[]) AND k.killmail_id = ANY(${ids}::int[])
    ORDER BY k.killmail_id`;
  return rows.map(({ isHistory, ...row }) => ({
    ...toStoredKillmail(row),
    isHistory,
  }));
}

/**
 * Keeps these mails as they are until the transaction ends, and returns the state of each that is still stored: a body
 * that takes another one's place has a higher revision, and a mail that became public begins anew. Two statements: the second sees what was written by whom the first waited for.
 */
export async function holdMails(
  tx: Transaction,
  mails: readonly DerivableKillmail[],
): Promise<Map<KillmailId, MailState>> {
  const ids = mails.map(({ id }) => id);
  await tx.$executeRaw`
    SELECT 1 FROM killmail_references WHERE killmail_id = ANY(${ids}::int[])
    ORDER BY killmail_id, hash
    FOR UPDATE`;
  const rows = await tx.$queryRaw<({ id: KillmailId } & MailState)[]>`
    SELECT k.killmail_id AS id, k.revision, k.public_since IS NOT NULL AS "isPublic"
    FROM killmail_references r
    JOIN killmails k ON k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
    WHERE r.killmail_id = ANY(${ids}::int[]) AND r.state = 'stored'`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Some mails of a time, behind the one given, by time and id; whoever may see them. */
export async function readPlaces(
  db: Db,
  { from, before }: { from: Date; before: Date },
  after: MailPlace | null,
  limit: number,
): Promise<MailPlace[]> {
  const behind =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (k.killmail_time, k.killmail_id) > (${new Date(after.killmailTime)}::timestamptz, ${after.killmailId}::int)`;
  const rows = await db.$queryRaw<{ killmailId: number; time: Date }[]>`
    SELECT k.killmail_id AS "killmailId", k.killmail_time AS time
    FROM killmails k
    WHERE k.killmail_time >= ${from} AND k.killmail_time < ${before} ${behind}
    ORDER BY k.killmail_time, k.killmail_id LIMIT ${limit}`;
  return rows.map(({ killmailId, time }) => ({
    killmailId,
    killmailTime: time.toISOString(),
  }));
}
