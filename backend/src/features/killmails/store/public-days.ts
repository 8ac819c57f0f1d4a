import type { KillmailId } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../../platform/database/index.ts";
import { isKillmailId } from "../reference.ts";

const dayMs = 24 * 3_600_000;
/** A source may list a mail under the day beside its own. */
const slackMs = 2 * dayMs;

/** How many public mails of the day (`YYYY-MM-DD`, UTC, by killmail time) are here. Of private ones nothing shows in it. */
export async function countPublicMails(db: Db, day: string): Promise<number> {
  const { from, to } = boundsOf(day, 0);
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM killmails
    WHERE killmail_time >= ${from} AND killmail_time < ${to} AND public_since IS NOT NULL`;
  return Number(row?.count ?? 0);
}

/** What the ledger says of a reference that is public here. */
export interface PublicReference {
  readonly killmailId: KillmailId;
  readonly hash: string;
  /** lost: the ledger has it as stored, but the mail is gone. */
  readonly state: "pending" | "stored" | "expired" | "rejected" | "lost";
}

/**
 * All public references of these killmails of a day, under whatever hash. One that is private so far is left out, as if
 * it were unknown, and so is an id that no mail can have. Mails are looked for around the day only, so that one or two partitions are read; of those of another
 * time the ledger is believed.
 */
export async function readPublicReferences(
  db: Db,
  day: string,
  killmailIds: readonly number[],
): Promise<PublicReference[]> {
  const sound = killmailIds.filter(isKillmailId);
  if (sound.length === 0) return [];
  const { from, to } = boundsOf(day, slackMs);
  return db.$queryRaw<PublicReference[]>`
    SELECT r.killmail_id AS "killmailId", encode(r.hash, 'hex') AS hash,
      CASE WHEN r.state = 'stored' AND k.killmail_id IS NULL AND r.killmail_time >= ${from} AND r.killmail_time < ${to}
        THEN 'lost' ELSE r.state END AS state
    FROM (SELECT jsonb_array_elements_text(${sqlJson(sound)}::jsonb)::int AS id) x
    JOIN killmail_references r ON r.killmail_id = x.id
    LEFT JOIN killmails k ON k.killmail_time = r.killmail_time AND k.killmail_id = r.killmail_id AND k.hash = r.hash
      AND k.killmail_time >= ${from} AND k.killmail_time < ${to}
    WHERE r.public_since IS NOT NULL
    ORDER BY 1, 2`;
}

function boundsOf(day: string, slack: number): { from: Date; to: Date } {
  const start = Date.parse(`${day}T00:00:00Z`);
  return { from: new Date(start - slack), to: new Date(start + dayMs + slack) };
}
