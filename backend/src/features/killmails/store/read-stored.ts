import type { Db } from "../../../platform/database/index.ts";
import type { StoredKillmail } from "../killmails.ts";
import {
  killmailColumns,
  type KillmailRow,
  toStoredKillmail,
} from "./killmail-rows.ts";

/** The mails of a `killmailStored` event, whoever may see them: for listeners that learn what they name, never for an answer to anybody. */
export async function readStored(
  db: Db,
  killmails: readonly { killmailId: number; killmailTime: string }[],
): Promise<StoredKillmail[]> {
  const ids = killmails.map(({ killmailId }) => killmailId);
  // The times lead to the partitions.
  const times = killmails.map(({ killmailTime }) => new Date(killmailTime));
  const rows = await db.$queryRaw<KillmailRow[]>`
    SELECT ${killmailColumns}
    FROM killmails k
    WHERE k.killmail_time = ANY(${times}::timestamptz[]) AND k.killmail_id = ANY(${ids}::int[])`;
  return rows.map(toStoredKillmail);
}
