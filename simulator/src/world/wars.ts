import type { KillmailEntry } from "./killmail-index.ts";
import type { World } from "./world.ts";

/** An alliance, or a corporation that has none. */
export interface WarSide {
  alliance_id?: number;
  corporation_id?: number;
}

/** A war as far as its killmails tell of it. */
export interface War {
  id: number;
  declaredMs: number;
  startedMs: number;
  /** Undefined: it goes on. */
  finishedMs: number | undefined;
  aggressor: WarSide;
  defender: WarSide;
  /** Who else lost or killed a ship in it. */
  allies: WarSide[];
  /** Newest first. */
  mails: KillmailEntry[];
}

const dayMs = 24 * 3_600_000;
/** Both sides may shoot a day after the declaration. */
const warningMs = dayMs;
/** A war nobody fights in for so long is over. */
const quietMs = 7 * dayMs;

/** All wars somebody has fought in so far, newest first. */
export function warsOf(world: World): Map<number, War> {
  const byWar = new Map<number, KillmailEntry[]>();
  for (const entry of world.warMails()) {
    if (entry.warId === undefined) continue;
    const mails = byWar.get(entry.warId);
    if (mails) mails.push(entry);
    else byWar.set(entry.warId, [entry]);
  }
  return new Map(
    [...byWar]
      .sort(([a], [b]) => b - a)
      .map(([id, mails]) => [id, describe(world, id, mails)]),
  );
}

/** What a side has destroyed of others in it. */
export function shipsKilledBy(world: World, war: War, side: WarSide): number {
  return war.mails.filter(
    ({ finalBlowCorporationId: id }) =>
      keyOf(sideOf(world, id)) === keyOf(side),
  ).length;
}

function describe(world: World, id: number, mails: KillmailEntry[]): War {
  mails.sort((a, b) => b.timeMs - a.timeMs || b.id - a.id);
  const [newest] = mails;
  const oldest = mails.at(-1);
  if (!newest || !oldest) throw new Error(`war ${id} has no killmails`);
  // Wars begin on the full hour.
  const startedMs = Math.floor(oldest.timeMs / 3_600_000) * 3_600_000;
  const isOver = newest.timeMs + quietMs <= world.killmailClock().getTime();
  const aggressor = sideOf(world, oldest.finalBlowCorporationId);
  const defender = sideOf(world, oldest.victimCorporationId);
  const others = new Map<string, WarSide>();
  for (const { victimCorporationId, finalBlowCorporationId } of mails)
    for (const corporation of [victimCorporationId, finalBlowCorporationId]) {
      const side = sideOf(world, corporation);
      others.set(keyOf(side), side);
    }
  for (const side of [aggressor, defender, {}]) others.delete(keyOf(side));
  return {
    id,
    declaredMs: startedMs - warningMs,
    startedMs,
    finishedMs: isOver ? newest.timeMs + dayMs : undefined,
    aggressor,
    defender,
    allies: [...others.values()],
    mails,
  };
}

/** Nobody, where a mail does not say who it was. */
function sideOf(world: World, corporationId: number | undefined): WarSide {
  if (corporationId === undefined) return {};
  const allianceId = world.people.corporation(corporationId)?.allianceId;
  return allianceId === undefined
    ? { corporation_id: corporationId }
    : { alliance_id: allianceId };
}

const keyOf = (side: WarSide): string => JSON.stringify(side);
