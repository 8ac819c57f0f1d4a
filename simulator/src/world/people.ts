export interface Character {
  id: number;
  name: string;
  birthday: string;
  gender: "male" | "female";
  raceId: number;
  bloodlineId: number;
  corporationId: number;
  allianceId?: number | undefined;
  factionId?: number | undefined;
  securityStatus: number;
  roles: string[];
  /** Opaque, stands for the account; changes when the character is sold. */
  ownerHash: string;
  isBiomassed: boolean;
}

export interface Corporation {
  id: number;
  name: string;
  ticker: string;
  memberCount: number;
  ceoId: number;
  allianceId?: number | undefined;
  factionId?: number | undefined;
  founded: string;
  isNpc: boolean;
}

export interface Alliance {
  id: number;
  name: string;
  ticker: string;
  creatorId: number;
  creatorCorporationId: number;
  executorCorporationId?: number | undefined;
  founded: string;
}

/** Who exists in a world before anybody changed anything. */
export interface PeopleSource {
  character: (id: number) => Character | undefined;
  corporation: (id: number) => Corporation | undefined;
  alliance: (id: number) => Alliance | undefined;
  /** Those a person may log in as, the busiest first. */
  characterIds: () => readonly number[];
  corporationIds: () => Iterable<number>;
  allianceIds: () => Iterable<number>;
}

export interface CharacterChange {
  name?: string | undefined;
  corporationId?: number | undefined;
  roles?: string[] | undefined;
  ownerHash?: string | undefined;
  securityStatus?: number | undefined;
  isBiomassed?: boolean | undefined;
}

export interface People {
  character(id: number): Character | undefined;
  corporation(id: number): Corporation | undefined;
  alliance(id: number): Alliance | undefined;
  search(text: string, limit: number): Character[];
  corporationIds(): Iterable<number>;
  allianceIds(): Iterable<number>;
  characterIds(): readonly number[];
  change(
    id: number,
    change: CharacterChange,
    atMs: number,
  ): Character | undefined;
  /** The corporation as it was at that time: old killmails keep their affiliation. */
  corporationAt(id: number, atMs: number): number | undefined;
  corporationHistory(id: number): { corporationId: number; startMs: number }[];
}

/** People of a world with the changes the control endpoint made to them. */
export function createPeople(source: PeopleSource): People {
  const changes = new Map<number, CharacterChange>();
  const moves = new Map<number, { corporationId: number; startMs: number }[]>();

  const character = (id: number): Character | undefined => {
    const base = source.character(id);
    const change = changes.get(id);
    if (!base || !change) return base;
    const corporationId = change.corporationId ?? base.corporationId;
    return {
      ...base,
      name: change.name ?? base.name,
      corporationId,
      allianceId:
        change.corporationId === undefined
          ? base.allianceId
          : source.corporation(corporationId)?.allianceId,
      roles: change.roles ?? base.roles,
      ownerHash: change.ownerHash ?? base.ownerHash,
      securityStatus: change.securityStatus ?? base.securityStatus,
      isBiomassed: change.isBiomassed ?? base.isBiomassed,
    };
  };

  return {
    character,
    corporation: source.corporation,
    alliance: source.alliance,
    characterIds: source.characterIds,
    corporationIds: source.corporationIds,
    allianceIds: source.allianceIds,
    search(text, limit) {
      const wanted = text.trim().toLowerCase();
      const found: Character[] = [];
      for (const id of source.characterIds()) {
        if (found.length >= limit) break;
        const candidate = character(id);
        if (!candidate || candidate.isBiomassed) continue;
        if (
          wanted === "" ||
          String(id) === wanted ||
          candidate.name.toLowerCase().includes(wanted)
        )
          found.push(candidate);
      }
      return found;
    },
    change(id, change, atMs) {
      const before = character(id);
      if (!before) return undefined;
      const given = Object.fromEntries(
        Object.entries(change).filter(([, value]) => value !== undefined),
      );
      // Who moves leaves his roles behind, as in the game.
      const isMoving =
        change.corporationId !== undefined &&
        change.corporationId !== before.corporationId;
      changes.set(id, {
        ...changes.get(id),
        ...(isMoving ? { roles: [] } : {}),
        ...given,
      });
      if (isMoving && change.corporationId !== undefined)
        moves.set(id, [
          ...(moves.get(id) ?? []),
          { corporationId: change.corporationId, startMs: atMs },
        ]);
      return character(id);
    },
    corporationAt(id, atMs) {
      const move = moves.get(id)?.findLast((m) => m.startMs <= atMs);
      return move?.corporationId ?? source.character(id)?.corporationId;
    },
    corporationHistory(id) {
      const base = source.character(id);
      if (!base) return [];
      return [
        {
          corporationId: base.corporationId,
          startMs: Date.parse(base.birthday),
        },
        ...(moves.get(id) ?? []),
      ];
    },
  };
}
