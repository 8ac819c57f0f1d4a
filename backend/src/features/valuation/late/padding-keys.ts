import type { EsiKillmail } from "../../killmails/index.ts";
import { isPlayer } from "../labels/parties.ts";
import { typeCategories, typeGroups } from "../labels/type-groups.ts";
import type { StaticFacts } from "../../universe/index.ts";

/** Losses that are alike: of one pilot's ship of one type, by one pilot's final blow, within one quarter of an hour. */
export interface LikeLosses {
  /** Who struck the final blow; for shuttles the victim: whose mails to look at. */
  readonly entityId: number;
  readonly role: "final blow" | "victim";
  readonly from: Date;
  readonly before: Date;
  /** Null: without a pilot. */
  readonly victimId: number | null;
  /** Null: any type of shuttle. */
  readonly shipTypeId: number | null;
  /** Null: wherever. */
  readonly systemId: number | null;
}

const minuteMs = 60_000;

/**
 * What a loss is compared by, to see whether it is padding: zKillboard's rule. Shuttles count by pilot, place and hour,
 * whoever struck; where zKillboard takes the celestial, we take the system. Null: it is none that is farmed.
 */
export function likeLossesOf(
  esi: Pick<
    EsiKillmail,
    "killmail_time" | "solar_system_id" | "victim" | "attackers"
  >,
  facts: StaticFacts,
): LikeLosses | null {
  const { victim, attackers } = esi;
  const ship = facts.type(victim.ship_type_id);
  const victimId = victim.character_id ?? null;
  if (ship?.categoryId !== typeCategories.ship) return null;
  const time = Date.parse(esi.killmail_time);
  if (ship.groupId === typeGroups.shuttle && victimId !== null)
    return {
      entityId: victimId,
      role: "victim",
      ...spanOf(time, 60 * minuteMs),
      victimId,
      shipTypeId: null,
      systemId: esi.solar_system_id,
    };
  const final = attackers.find(({ final_blow }) => final_blow);
  if (final?.character_id === undefined || !isPlayer(final)) return null;
  return {
    entityId: final.character_id,
    role: "final blow",
    ...spanOf(time, 15 * minuteMs),
    victimId,
    shipTypeId: victim.ship_type_id,
    systemId: null,
  };
}

function spanOf(time: number, lengthMs: number) {
  const start = Math.floor(time / lengthMs) * lengthMs;
  return { from: new Date(start), before: new Date(start + lengthMs) };
}
