import { createHash } from "node:crypto";
import { inventCharacterName } from "../invent-name.ts";
import type {
  Alliance,
  Character,
  Corporation,
  PeopleSource,
} from "../people.ts";
import { createRandom } from "../random.ts";

/** Invented corporations, the first seven with their alliance; the last stands alone. */
const corporationRows: readonly (readonly [
  id: number,
  name: string,
  ticker: string,
  allianceId?: number,
])[] = [
  [98_900_001, "Lanternlight Logistics", "LNTRN", 99_900_001],
  [98_900_002, "Gilded Wardens", "GWRD", 99_900_001],
  [98_900_003, "Seventh Compass", "7CMP", 99_900_001],
  [98_900_004, "Ashen Jesters", "AJEST", 99_900_002],
  [98_900_005, "Cinder and Sons", "CNDR", 99_900_002],
  [98_900_006, "Tidal Vanguard", "TIDE", 99_900_003],
  [98_900_007, "Quiet Quarry Union", "QQU", 99_900_003],
  [98_900_008, "Nobody's Business Inc.", "NOBDY"],
];

/** Of the corporations the one without an alliance. */
export const lonerCorporationId = 98_900_008;

const allianceRows: readonly (readonly [number, string, string])[] = [
  [99_900_001, "Meridian Accord", "MRDN"],
  [99_900_002, "The Sundered Court", "SNDR"],
  [99_900_003, "Undertow Coalition", "UTOW"],
];

/** Real NPC corporations: a starter corporation, the police, and those who own the pirates. */
export const npcCorporationRows: readonly (readonly [
  number,
  string,
  string,
  number,
])[] = [
  [1_000_001, "Doomheim", "XXX", 500_021],
  [1_000_045, "Science and Trade Institute", "STI", 500_001],
  [1_000_125, "CONCORD", "CONCO", 500_006],
  [1_000_127, "Guristas", "GURPI", 500_010],
  [1_000_133, "Salvation Angels", "SAANG", 500_011],
  [1_000_135, "Serpentis Corporation", "SCORP", 500_020],
];

const firstPilotId = 2_129_000_001;
const pilotCount = 40;
const starterCorporationId = 1_000_045;

/** A few dozen pilots; names, looks and who flies for whom follow from the seed. */
export function createCast(seed: number): PeopleSource {
  const characters = new Map<number, Character>();
  const names = new Set<string>();
  for (let place = 0; place < pilotCount; place++) {
    const id = firstPilotId + place;
    const random = createRandom(seed, id);
    const name = freshName(names, seed, id);
    const [corporationId, , , allianceId] = corporationOf(place);
    characters.set(id, {
      id,
      name,
      birthday: `${random.between(2006, 2024)}-0${random.between(1, 9)}-${random.between(10, 28)}T17:${random.between(10, 59)}:00Z`,
      gender: random.chance(0.5) ? "female" : "male",
      raceId: random.pick([1, 2, 4, 8]),
      bloodlineId: random.between(1, 8),
      corporationId,
      allianceId,
      securityStatus: random.between(-100, 50) / 10,
      // The first two pilots of each corporation lead it.
      roles: place < corporationRows.length * 2 ? ["Director"] : [],
      ownerHash: createHash("sha1")
        .update(`owner ${seed} ${id}`)
        .digest("base64"),
      isBiomassed: false,
    });
  }
  const corporations = new Map<number, Corporation>(
    corporationRows.map(([id, name, ticker, allianceId], place) => [
      id,
      {
        id,
        name,
        ticker,
        memberCount: [...characters.values()].filter(
          (c) => c.corporationId === id,
        ).length,
        ceoId: firstPilotId + place,
        allianceId,
        founded: `20${String(10 + place)}-05-0${place + 1}T18:00:00Z`,
        isNpc: false,
      },
    ]),
  );
  for (const [id, name, ticker, factionId] of npcCorporationRows)
    corporations.set(id, {
      id,
      name,
      ticker,
      memberCount: id === starterCorporationId ? 2 : 0,
      ceoId: 1,
      factionId,
      founded: "2003-05-06T00:00:00Z",
      isNpc: true,
    });
  const alliances = new Map<number, Alliance>(
    allianceRows.map(([id, name, ticker]) => {
      const place = corporationRows.findIndex((row) => row[3] === id);
      const executor = corporationRows[place]?.[0] ?? starterCorporationId;
      return [
        id,
        {
          id,
          name,
          ticker,
          creatorId: firstPilotId + place,
          creatorCorporationId: executor,
          executorCorporationId: executor,
          founded: "2015-03-14T15:09:00Z",
        },
      ];
    }),
  );
  const ids = [...characters.keys()].sort(
    (a, b) => pilotWeight(b) - pilotWeight(a) || a - b,
  );
  return {
    character: (id) => characters.get(id),
    corporation: (id) => corporations.get(id),
    alliance: (id) => alliances.get(id),
    characterIds: () => ids,
    corporationIds: () => corporations.keys(),
    allianceIds: () => alliances.keys(),
  };
}

function corporationOf(
  place: number,
): readonly [number, string, string, number?] {
  if (place >= pilotCount - 2) return [starterCorporationId, "", ""];
  return (
    corporationRows[place % corporationRows.length] ?? [
      starterCorporationId,
      "",
      "",
    ]
  );
}

function freshName(taken: Set<string>, seed: number, id: number): string {
  for (let attempt = 0; ; attempt++) {
    const name = inventCharacterName(id + seed * 7_919 + attempt * 104_729);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** How much a pilot fights: some always, some seldom, so that lists differ in length. */
export function pilotWeight(id: number): number {
  const place = id - firstPilotId;
  return 1 + ((place * 5 + Math.floor(place / 8) * 3) % 8);
}
