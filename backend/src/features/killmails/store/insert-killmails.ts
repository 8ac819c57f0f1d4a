import { sqlJson, type Transaction } from "../../../platform/database/index.ts";
import { packBody } from "../body/pack-body.ts";
import { involvements } from "../filter/involvements.ts";
import type { FreshKillmail } from "../killmail-effect.ts";

export interface NewKillmail extends FreshKillmail {
  readonly publicSince: Date | null;
  readonly publicSource: string | null;
  /** Which source's body it is; null: ESI's. */
  readonly bodySource: string | null;
  readonly revision: number;
  /** Whether everybody is told of it, should it be public. */
  readonly isNews: boolean;
}

/** Writes the mails with their involvements and marks their references as stored. Statements are bulk: one each, however many mails. */
export async function insertKillmails(
  tx: Transaction,
  mails: readonly NewKillmail[],
  effects: readonly string[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO killmails (killmail_id, killmail_time, hash, solar_system_id, victim_character_id, victim_corporation_id,
      victim_alliance_id, victim_ship_type_id, attacker_count, revision, body_codec, body, effects, public_since, public_source, created_at, body_source, is_history)
    SELECT x.id, x.time, decode(x.hash, 'hex'), x.system, x.character, x.corporation, x.alliance, x.ship, x.attackers,
      x.revision, x.codec, decode(x.body, 'base64'), ${effects}::text[], x."publicSince", x."publicSource", ${now}, x."bodySource",
      CASE WHEN x."isHistory" THEN true END
    FROM jsonb_to_recordset(${sqlJson(mails.map(killmailRow))}::jsonb) AS x(id int, time timestamptz, hash text, system int,
      character bigint, corporation bigint, alliance bigint, ship int, attackers int, revision int, codec smallint, body text,
      "publicSince" timestamptz, "publicSource" text, "bodySource" text, "isHistory" boolean)`;
  await tx.$executeRaw`
    INSERT INTO killmail_involvements (entity_id, killmail_time, killmail_id, roles)
    SELECT x.e, x.t, x.k, x.r
    FROM jsonb_to_recordset(${sqlJson(mails.flatMap(involvementRows))}::jsonb) AS x(e bigint, t timestamptz, k int, r smallint)`;
  await tx.$executeRaw`
    UPDATE killmail_references r SET state = 'stored', reason = NULL, killmail_time = x.time
    FROM jsonb_to_recordset(${sqlJson(mails.map(referenceRow))}::jsonb) AS x(id int, hash text, time timestamptz)
    WHERE r.killmail_id = x.id AND r.hash = decode(x.hash, 'hex')`;
}

function killmailRow(mail: NewKillmail) {
  const { esi } = mail;
  const { codec, bytes } = packBody(esi);
  return {
    ...referenceRow(mail),
    system: esi.solar_system_id,
    character: esi.victim.character_id,
    corporation: esi.victim.corporation_id,
    alliance: esi.victim.alliance_id,
    ship: esi.victim.ship_type_id,
    attackers: esi.attackers.length,
    revision: mail.revision,
    codec,
    body: Buffer.from(bytes).toString("base64"),
    publicSince: mail.publicSince,
    publicSource: mail.publicSource,
    bodySource: mail.bodySource,
    isHistory: mail.publicSince !== null && !mail.isNews,
  };
}

function involvementRows({ killmailId, time, esi }: NewKillmail) {
  return [...involvements(esi)].map(([entityId, roles]) => ({
    e: entityId,
    t: time,
    k: killmailId,
    r: roles,
  }));
}

function referenceRow({ killmailId, hash, time }: NewKillmail) {
  return { id: killmailId, hash, time };
}
