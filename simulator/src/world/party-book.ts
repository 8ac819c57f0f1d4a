import type { Killmail } from "./killmail.ts";

/** Who and what was on a mail: ids of characters, corporations, alliances, factions and hulls. */
export interface Parties {
  lost: readonly number[];
  struck: readonly number[];
}

export interface PartyBook {
  /** Remembers who was on a mail; returns where. */
  note(killmail: Killmail): number;
  read(place: number): Parties;
}

/** The parties of a hundred thousand mails in one array of numbers: a twentieth of what objects would take. */
export function createPartyBook(): PartyBook {
  let numbers = new Uint32Array(65_536);
  let used = 0;

  const write = (ids: readonly number[]): void => {
    for (const id of ids) numbers[used++] = id;
  };

  return {
    note(killmail) {
      const lost = idsOf([killmail.victim]);
      const struck = idsOf(killmail.attackers);
      const needed = used + 2 + lost.length + struck.length;
      if (needed > numbers.length) {
        const larger = new Uint32Array(Math.max(needed, numbers.length * 1.5));
        larger.set(numbers);
        numbers = larger;
      }
      const place = used;
      write([lost.length, struck.length, ...lost, ...struck]);
      return place;
    },
    read(place) {
      const [lost = 0, struck = 0] = numbers.subarray(place, place + 2);
      const start = place + 2;
      return {
        lost: [...numbers.subarray(start, start + lost)],
        struck: [...numbers.subarray(start + lost, start + lost + struck)],
      };
    },
  };
}

type Party = Partial<
  Record<
    | "character_id"
    | "corporation_id"
    | "alliance_id"
    | "faction_id"
    | "ship_type_id",
    number
  >
>;

/** Ids of different kinds never overlap (EVE's id ranges), so that one set holds them all. */
function idsOf(parties: readonly Party[]): number[] {
  const ids = new Set<number>();
  for (const party of parties)
    for (const id of [
      party.character_id,
      party.corporation_id,
      party.alliance_id,
      party.faction_id,
      party.ship_type_id,
    ])
      if (id !== undefined) ids.add(id);
  return [...ids];
}
