import type { KillmailId } from "../../../kernel/index.ts";
import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { unpackBody } from "../body/pack-body.ts";
import type { LockedReference } from "./lock-references.ts";

/** A mail that is here, as far as it matters to who brings its body again. */
export interface HeldMail {
  readonly killmailId: KillmailId;
  readonly hash: string;
  readonly time: Date;
  /** Which source's body it is; null: ESI's. */
  readonly bodySource: string | null;
  readonly revision: number;
  /** Unpacked when asked for. */
  readonly esi: () => EsiKillmail;
}

/** The mails of those of the references that are stored. */
export async function readHeldMails(
  tx: Transaction,
  references: readonly LockedReference[],
): Promise<HeldMail[]> {
  const stored = references.filter(({ state }) => state === "stored");
  if (stored.length === 0) return [];
  const rows = await tx.$queryRaw<
    (Omit<HeldMail, "esi"> & { codec: number; bytes: Uint8Array })[]
  >`
    SELECT k.killmail_id AS "killmailId", encode(k.hash, 'hex') AS hash, k.killmail_time AS time,
      k.body_source AS "bodySource", k.revision, k.body_codec AS codec, k.body AS bytes
    FROM jsonb_to_recordset(${sqlJson(stored.map(place))}::jsonb) AS x(id int, time timestamptz)
    JOIN killmails k ON k.killmail_time = x.time AND k.killmail_id = x.id`;
  return rows.map(({ codec, bytes, ...row }) => ({
    ...row,
    esi: () => unpackBody({ codec, bytes }),
  }));
}

/** Takes mails out again; their references wait for ESI's answer. Who observed them keeps the observation. */
export async function withdrawMails(
  tx: Transaction,
  mails: readonly HeldMail[],
): Promise<void> {
  if (mails.length === 0) return;
  const rows = sqlJson(
    mails.map(({ killmailId, hash, time }) => ({ id: killmailId, hash, time })),
  );
  await tx.$executeRaw`
    DELETE FROM killmail_involvements i
    USING jsonb_to_recordset(${rows}::jsonb) AS x(id int, time timestamptz)
    WHERE i.killmail_time = x.time AND i.killmail_id = x.id`;
  await tx.$executeRaw`
    DELETE FROM killmails k
    USING jsonb_to_recordset(${rows}::jsonb) AS x(id int, time timestamptz)
    WHERE k.killmail_time = x.time AND k.killmail_id = x.id`;
  await tx.$executeRaw`
    WITH mail AS (
      SELECT id, decode(hash, 'hex') AS hash FROM jsonb_to_recordset(${rows}::jsonb) AS x(id int, hash text)
    ), undated AS (
      UPDATE observations o SET killmail_time = NULL FROM mail m WHERE o.killmail_id = m.id AND o.hash = m.hash
    ), undated_for_corporations AS (
      UPDATE corporation_observations o SET killmail_time = NULL FROM mail m WHERE o.killmail_id = m.id AND o.hash = m.hash
    )
    UPDATE killmail_references r SET state = 'pending', killmail_time = NULL
    FROM mail m WHERE r.killmail_id = m.id AND r.hash = m.hash`;
}

/** Notes that their bodies are ESI's. */
export async function confirmBodies(
  tx: Transaction,
  mails: readonly HeldMail[],
): Promise<void> {
  if (mails.length === 0) return;
  await tx.$executeRaw`
    UPDATE killmails k SET body_source = NULL
    FROM jsonb_to_recordset(${sqlJson(mails.map(({ killmailId, time }) => ({ id: killmailId, time })))}::jsonb) AS x(id int, time timestamptz)
    WHERE k.killmail_time = x.time AND k.killmail_id = x.id`;
}

function place({ killmailId, killmailTime }: LockedReference) {
  return { id: killmailId, time: killmailTime };
}
