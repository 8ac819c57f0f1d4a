import type { KillmailEntry } from "../world/killmail-index.ts";
import type { World } from "../world/world.ts";
import type { Board } from "./board.ts";

type Side = "kills" | "losses" | undefined;

/** Posted mails by who was on them and where they happened; every list has the newest id first. */
export interface EntryIndex {
  all(): readonly KillmailEntry[];
  ofParties(ids: readonly number[], side: Side): readonly KillmailEntry[];
  ofGroup(id: number, side: Side): readonly KillmailEntry[];
  ofSystems(ids: readonly number[]): readonly KillmailEntry[];
  ofConstellation(id: number): readonly KillmailEntry[];
  ofRegion(id: number): readonly KillmailEntry[];
  ofWar(id: number): readonly KillmailEntry[];
}

/** Built when it is first asked, and kept up with the board. */
export function createEntryIndex(world: World, board: Board): EntryIndex {
  const { universe } = world;
  const lost = new Map<number, KillmailEntry[]>();
  const struck = new Map<number, KillmailEntry[]>();
  const bySystem = new Map<number, KillmailEntry[]>();
  const byWar = new Map<number, KillmailEntry[]>();
  let seen = 0;

  const catchUp = (): void => {
    const entries = board.entries();
    for (; seen < entries.length; seen++) {
      const entry = entries[seen];
      if (!entry) continue;
      const parties = world.partiesOf(entry);
      for (const id of parties.lost) put(lost, id, entry);
      for (const id of parties.struck) put(struck, id, entry);
      put(bySystem, entry.systemId, entry);
      if (entry.warId !== undefined) put(byWar, entry.warId, entry);
    }
  };

  const collect = (
    maps: readonly Map<number, KillmailEntry[]>[],
    ids: readonly number[],
  ): readonly KillmailEntry[] => {
    catchUp();
    const found = new Set<KillmailEntry>();
    for (const map of maps)
      for (const id of ids)
        for (const entry of map.get(id) ?? []) found.add(entry);
    return [...found].sort(newestFirst);
  };

  const ofParties: EntryIndex["ofParties"] = (ids, side) =>
    collect(
      side === "kills" ? [struck] : side === "losses" ? [lost] : [struck, lost],
      ids,
    );
  const ofSystems: EntryIndex["ofSystems"] = (ids) => collect([bySystem], ids);

  return {
    all: () => [...board.entries()].sort(newestFirst),
    ofParties,
    ofGroup: (id, side) => ofParties(universe.typesOfGroup(id), side),
    ofSystems,
    ofConstellation: (id) => ofSystems(universe.systemsOfConstellation(id)),
    ofRegion: (id) =>
      ofSystems(
        universe
          .constellationsOfRegion(id)
          .flatMap((constellation) =>
            universe.systemsOfConstellation(constellation),
          ),
      ),
    ofWar: (id) => collect([byWar], [id]),
  };
}

const newestFirst = (a: KillmailEntry, b: KillmailEntry): number => b.id - a.id;

function put(
  map: Map<number, KillmailEntry[]>,
  id: number,
  entry: KillmailEntry,
): void {
  const known = map.get(id);
  if (known) known.push(entry);
  else map.set(id, [entry]);
}
