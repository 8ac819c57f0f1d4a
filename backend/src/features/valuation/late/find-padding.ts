import type { KillmailId } from "../../../kernel/index.ts";
import { type Db, sqlJson } from "../../../platform/database/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { roleBits } from "../../killmails/index.ts";
import { typeGroups } from "../labels/type-groups.ts";
import type { LikeLosses } from "./padding-keys.ts";

/** A mail before which two others, public ones, were like it. */
export interface Padding {
  readonly killmailId: KillmailId;
  /** The first of them. */
  readonly paddingOf: KillmailId;
}

interface Row {
  readonly key: number;
  readonly killmailId: KillmailId;
  readonly shipTypeId: number;
}

const earlierNeeded = 2;

/** All public mails that are padding among these groups of like losses, whoever of them came first; by the index behind entities' lists. */
export async function findPadding(
  db: Db,
  groups: readonly LikeLosses[],
  facts: StaticFacts,
): Promise<Padding[]> {
  const distinct = new Map(groups.map((group) => [keyOf(group), group]));
  if (distinct.size === 0) return [];
  const asked = [...distinct.values()].map((group, key) => ({
    ...group,
    key,
    bits: roleBits[group.role === "victim" ? "victim" : "finalBlow"],
  }));
  const rows = await db.$queryRaw<Row[]>`
    SELECT a.key, k.killmail_id AS "killmailId", k.victim_ship_type_id AS "shipTypeId"
    FROM jsonb_to_recordset(${sqlJson(asked)}::jsonb) AS a(key int, "entityId" bigint, bits int, "from" timestamptz,
      before timestamptz, "victimId" bigint, "shipTypeId" int, "systemId" int)
    JOIN killmail_involvements i ON i.entity_id = a."entityId" AND i.killmail_time >= a."from" AND i.killmail_time < a.before
      AND i.roles & a.bits <> 0
    JOIN killmails k ON k.killmail_time = i.killmail_time AND k.killmail_id = i.killmail_id
    WHERE k.public_since IS NOT NULL AND k.victim_character_id IS NOT DISTINCT FROM a."victimId"
      AND k.victim_ship_type_id = coalesce(a."shipTypeId", k.victim_ship_type_id)
      AND k.solar_system_id = coalesce(a."systemId", k.solar_system_id)
    ORDER BY k.killmail_id`;
  const alike = rows.filter(
    ({ key, shipTypeId }) =>
      asked[key]?.shipTypeId !== null ||
      facts.type(shipTypeId)?.groupId === typeGroups.shuttle,
  );
  return [...Map.groupBy(alike, ({ key }) => key).values()].flatMap((group) => {
    const [first, ...others] = group;
    return first === undefined
      ? []
      : others.slice(earlierNeeded - 1).map(({ killmailId }) => ({
          killmailId,
          paddingOf: first.killmailId,
        }));
  });
}

function keyOf(group: LikeLosses): string {
  return JSON.stringify(group);
}
