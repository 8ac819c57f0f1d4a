import type { KillmailId } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../../platform/database/index.ts";
import { roleBits, type StoredKillmail } from "../../killmails/index.ts";
import { labelBits } from "../labels/label-names.ts";

/** A public loss for which CONCORD destroyed an attacker, on another public mail. */
export interface Gank {
  readonly killmailId: KillmailId;
  /** CONCORD's mail. */
  readonly gankedBy: KillmailId;
}

const concord = 1_000_125;
/** CONCORD comes within seconds: its mail's id is close. zKillboard's bounds. */
const idsBefore = 200;
const idsBehind = 25;
/** Leads the index; so many ids pass in less, also in the calmest hours. */
const hoursAround = 3;
const leastCents = 1_000_000_00;

/**
 * Ganks that these mails are, or tell of: a pilot lost a ship to CONCORD and attacked, close by in id and in the same
 * system, something worth a million at least; no war, no awox, without CONCORD on that mail. zKillboard's rule. Only
 * public mails are looked at, so nobody learns of others by it.
 */
export async function findGanks(
  db: Db,
  mails: readonly StoredKillmail[],
): Promise<Gank[]> {
  const shown = mails.filter(({ isPublic }) => isPublic);
  const isConcords = ({ esi }: StoredKillmail) =>
    esi.attackers.some(({ corporation_id }) => corporation_id === concord);
  const punished = shown.filter(isConcords).flatMap((mail) =>
    mail.esi.victim.character_id === undefined
      ? []
      : [
          {
            concordId: mail.id,
            lossId: null,
            system: mail.esi.solar_system_id,
            time: mail.time,
            pilot: mail.esi.victim.character_id,
          },
        ],
  );
  const losses = shown
    .filter((mail) => !isConcords(mail))
    .flatMap((mail) =>
      pilotsOf(mail).map((pilot) => ({
        concordId: null,
        lossId: mail.id,
        system: mail.esi.solar_system_id,
        time: mail.time,
        pilot,
      })),
    );
  return [
    ...(await lossesOf(db, punished)),
    ...(await punishmentsOf(db, losses)),
  ];
}

function pilotsOf({ esi }: StoredKillmail): number[] {
  return [
    ...new Set(
      esi.attackers.flatMap(({ character_id }) =>
        character_id === undefined ? [] : [character_id],
      ),
    ),
  ];
}

interface Asked {
  readonly concordId: KillmailId | null;
  readonly lossId: KillmailId | null;
  readonly system: number;
  readonly time: Date;
  readonly pilot: number;
}

/** From CONCORD's mails to what their victims attacked. */
async function lossesOf(db: Db, asked: readonly Asked[]): Promise<Gank[]> {
  if (asked.length === 0) return [];
  return db.$queryRaw<Gank[]>`
    SELECT v.killmail_id AS "killmailId", min(a."concordId") AS "gankedBy"
    FROM jsonb_to_recordset(${sqlJson(asked)}::jsonb) AS a("concordId" int, system int, time timestamptz, pilot bigint)
    JOIN killmail_involvements i ON i.entity_id = a.pilot AND i.roles & ${roleBits.attacker}::int <> 0
      AND i.killmail_time BETWEEN a.time - make_interval(hours => ${hoursAround}) AND a.time + make_interval(hours => ${hoursAround})
      AND i.killmail_id BETWEEN a."concordId" - ${idsBefore}::int AND a."concordId" + ${idsBehind}::int
    JOIN killmails k ON k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id
    JOIN killmail_values v ON v.killmail_id = k.killmail_id
    WHERE k.public_since IS NOT NULL AND k.solar_system_id = a.system
      AND v.destroyed + v.dropped >= ${leastCents}::bigint AND v.labels & ${excluded}::bigint = 0
      AND NOT EXISTS (SELECT 1 FROM killmail_involvements c
        WHERE c.entity_id = ${concord}::bigint AND c.killmail_time = k.killmail_time AND c.killmail_id = k.killmail_id)
    GROUP BY 1`;
}

/** From losses to CONCORD's mails of those who attacked. */
async function punishmentsOf(db: Db, asked: readonly Asked[]): Promise<Gank[]> {
  if (asked.length === 0) return [];
  return db.$queryRaw<Gank[]>`
    SELECT a."lossId" AS "killmailId", min(k.killmail_id) AS "gankedBy"
    FROM jsonb_to_recordset(${sqlJson(asked)}::jsonb) AS a("lossId" int, system int, time timestamptz, pilot bigint)
    JOIN killmail_values v ON v.killmail_id = a."lossId"
    JOIN killmail_involvements i ON i.entity_id = a.pilot AND i.roles & ${roleBits.victim}::int <> 0
      AND i.killmail_time BETWEEN a.time - make_interval(hours => ${hoursAround}) AND a.time + make_interval(hours => ${hoursAround})
      AND i.killmail_id BETWEEN a."lossId" - ${idsBehind}::int AND a."lossId" + ${idsBefore}::int
    JOIN killmails k ON k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id
    JOIN killmail_involvements c ON c.entity_id = ${concord}::bigint AND c.killmail_time = k.killmail_time
      AND c.killmail_id = k.killmail_id AND c.roles & ${roleBits.attacker}::int <> 0
    WHERE k.public_since IS NOT NULL AND k.solar_system_id = a.system
      AND v.destroyed + v.dropped >= ${leastCents}::bigint AND v.labels & ${excluded}::bigint = 0
    GROUP BY 1`;
}

const excluded = labelBits(["war", "awox"]);
