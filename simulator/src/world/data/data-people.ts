import { createHash } from "node:crypto";
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import {
  inventCharacterName,
  inventCorporationName,
  inventTicker,
} from "../invent-name.ts";
import type {
  Alliance,
  Character,
  Corporation,
  PeopleSource,
} from "../people.ts";
import { lazy } from "../universe.ts";
import type { FactionFacts } from "../universe.ts";
import type { LoadedKillmails } from "./load-killmails.ts";
import { readJsonl } from "./read-jsonl.ts";

interface NameRow {
  id: number;
  name: string;
  ticker?: string;
}

/** The characters, corporations and alliances the mails and the `names/` folder know. */
export function createDataPeople(
  folder: string,
  mails: LoadedKillmails,
): PeopleSource {
  const table = (name: string) =>
    lazy(
      () =>
        new Map(
          [...readJsonl<NameRow>(join(folder, "names", `${name}.jsonl`))].map(
            (row) => [row.id, row],
          ),
        ),
    );
  const characterNames = table("characters");
  const corporationNames = table("corporations");
  const allianceNames = table("alliances");

  const members = lazy(() => membersByCorporation(mails));
  const corporationsOfAlliance = lazy(() => {
    const grouped = new Map<number, number[]>();
    for (const [corporationId, allianceId] of mails.allianceOfCorporation)
      grouped.set(allianceId, [
        ...(grouped.get(allianceId) ?? []),
        corporationId,
      ]);
    return grouped;
  });
  const logins = lazy(() =>
    [...mails.affiliations.keys()]
      .filter((id) => !isNpcCharacter(id))
      .sort(
        (a, b) => mails.listed.countFor(b) - mails.listed.countFor(a) || a - b,
      ),
  );

  return {
    characterIds: logins,
    corporationIds: () =>
      new Set([...mails.corporations, ...corporationNames().keys()]),
    allianceIds: () => new Set([...mails.alliances, ...allianceNames().keys()]),
    character(id): Character | undefined {
      const affiliation = mails.affiliations.get(id);
      const named = characterNames().get(id);
      if (!affiliation && !named) return undefined;
      const corporationId = affiliation?.corporationId ?? schoolCorporationId;
      return {
        id,
        name: named?.name ?? inventCharacterName(id),
        birthday: stableDay(id, 2004, 2020),
        gender: id % 2 === 0 ? "male" : "female",
        raceId: [1, 2, 4, 8][id % 4] ?? 1,
        bloodlineId: 1 + (id % 8),
        corporationId,
        allianceId: affiliation?.allianceId,
        factionId: affiliation?.factionId,
        securityStatus: affiliation?.securityStatus ?? 0,
        // Nobody publishes roles: the busiest three of a corporation are its directors.
        roles: members().get(corporationId)?.slice(0, 3).includes(id)
          ? ["Director"]
          : [],
        ownerHash: createHash("sha1").update(`owner ${id}`).digest("base64"),
        isBiomassed: false,
      };
    },
    corporation(id): Corporation | undefined {
      const named = corporationNames().get(id);
      if (!named && !mails.corporations.has(id)) return undefined;
      const known = members().get(id) ?? [];
      return {
        id,
        name: named?.name ?? inventCorporationName(id),
        ticker: named?.ticker ?? inventTicker(id),
        memberCount: known.length,
        ceoId: known[0] ?? 1,
        allianceId: mails.allianceOfCorporation.get(id),
        founded: stableDay(id, 2003, 2019),
        isNpc: id < 2_000_000,
      };
    },
    alliance(id): Alliance | undefined {
      const named = allianceNames().get(id);
      if (!named && !mails.alliances.has(id)) return undefined;
      const [executor] = [...(corporationsOfAlliance().get(id) ?? [])].sort(
        (a, b) =>
          (members().get(b)?.length ?? 0) - (members().get(a)?.length ?? 0),
      );
      return {
        id,
        name: named?.name ?? `${inventCorporationName(id)} Alliance`,
        ticker: named?.ticker ?? inventTicker(id),
        creatorId: members().get(executor ?? 0)?.[0] ?? 1,
        creatorCorporationId: executor ?? schoolCorporationId,
        executorCorporationId: executor,
        founded: stableDay(id, 2006, 2019),
      };
    },
  };
}

export function readFactions(folder: string): FactionFacts[] {
  const path = join(folder, "names", "factions.json");
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, "utf8")) as FactionRow[]).map(
    (row) => ({
      id: row.faction_id,
      name: row.name,
      corporationId: row.corporation_id,
      militiaCorporationId: row.militia_corporation_id,
      solarSystemId: row.solar_system_id,
      stationCount: row.station_count,
      stationSystemCount: row.station_system_count,
      sizeFactor: row.size_factor,
      description: row.description,
    }),
  );
}

interface FactionRow {
  faction_id: number;
  name: string;
  corporation_id?: number;
  militia_corporation_id?: number;
  solar_system_id?: number;
  station_count: number;
  station_system_count: number;
  size_factor: number;
  description: string;
}

/** Science and Trade Institute, a starter corporation: for names no mail mentions. */
const schoolCorporationId = 1_000_045;

const isNpcCharacter = (id: number): boolean => id < 4_000_000;

function membersByCorporation(mails: LoadedKillmails): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [id, { corporationId }] of mails.affiliations) {
    const known = members.get(corporationId);
    if (known) known.push(id);
    else members.set(corporationId, [id]);
  }
  for (const known of members.values())
    known.sort(
      (a, b) => mails.listed.countFor(b) - mails.listed.countFor(a) || a - b,
    );
  return members;
}

function stableDay(id: number, firstYear: number, lastYear: number): string {
  const year = firstYear + (id % (lastYear - firstYear + 1));
  const day = 1 + (Math.floor(id / 31) % 28);
  const month = 1 + (Math.floor(id / 7) % 12);
  return `${year}-${pad(month)}-${pad(day)}T12:00:00Z`;
}

const pad = (value: number): string => String(value).padStart(2, "0");
