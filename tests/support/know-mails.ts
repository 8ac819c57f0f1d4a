import type { Database } from "../../backend/src/platform/database/index.ts";

/** Makes the ledger know so many mails that nobody lists any more, shown by the list of this grant and of this corporation; and the history of their checks longer than it is kept. */
export async function knowMails(
  { prisma }: Database,
  count: number,
  { grantId, corporationId }: { grantId: number; corporationId: number },
): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO killmail_references (killmail_id, hash, state, killmail_time, first_source, first_seen_at)
    SELECT n, decode(repeat('ab', 20), 'hex'), 'stored', now(), 'character', now()
    FROM generate_series(1, ${count}::int) n`;
  await prisma.$executeRaw`
    INSERT INTO observations (killmail_id, hash, grant_id, source, observed_at, killmail_time)
    SELECT n, decode(repeat('ab', 20), 'hex'), ${grantId}, 'character', now(), now()
    FROM generate_series(1, ${count}::int) n`;
  await prisma.$executeRaw`
    INSERT INTO corporation_observations (killmail_id, hash, corporation_id, grant_id, observed_at, killmail_time)
    SELECT n, decode(repeat('ab', 20), 'hex'), ${corporationId}, ${grantId}, now(), now()
    FROM generate_series(1, ${count}::int) n`;
  await prisma.$executeRaw`
    INSERT INTO sync_checks (kind, subject_id, checked_at, result, message, found, fresh, tokens, tries)
    SELECT kind, subject, now(), 'nothing-new', '', 0, 0, 1, 1
    FROM generate_series(1, 500),
         (VALUES ('character', ${grantId}::bigint), ('corporation', ${corporationId}::bigint)) AS of_(kind, subject)`;
}
