import type { Universe } from "../world/universe.ts";
import { mapMembers } from "./map-members.ts";
import type { StaticDataBuild } from "./static-data-build.ts";
import { typeMembers } from "./type-members.ts";

/** The rows of one member; fields that are undefined are left out of its lines. */
export type MemberRows = () => Iterable<Record<string, unknown>>;

/** The members of the official archive, by name, as far as the world knows. */
export function staticDataMembers(
  universe: Universe,
  build: StaticDataBuild,
): Map<string, MemberRows> {
  const members = new Map<string, MemberRows>(
    Object.entries({
      _sde: () => [sdeRow(build)],
      ...typeMembers(universe, build),
      ...mapMembers(universe),
      ...peopleMembers(universe),
      translationLanguages: () =>
        ["de", "en", "es", "fr", "ja", "ko", "ru", "zh"].map((language) => ({
          _key: language,
          name: language,
        })),
    }),
  );
  for (const name of build.withoutMembers) members.delete(name);
  if (!build.isLaterShape) return members;
  return new Map([
    ...[...members].map(([name, rows]): [string, MemberRows] => [
      name,
      function* () {
        for (const row of rows())
          yield { ...row, later: { field: [1], of: { en: "a later build" } } };
      },
    ]),
    ["laterMember", () => [{ _key: 1, _value: "of a later build" }]],
  ]);
}

/** The row that says which build it is, here and in `latest.jsonl`. */
export const sdeRow = ({ number, releasedAt }: StaticDataBuild) => ({
  _key: "sde",
  buildNumber: number,
  releaseDate: `${releasedAt.toISOString().slice(0, 19)}Z`,
});

function peopleMembers({ facts }: Universe): Record<string, MemberRows> {
  return {
    factions: function* () {
      for (const faction of facts.factions())
        yield {
          _key: faction.id,
          corporationID: faction.corporationId,
          description: { en: faction.description },
          memberRaces: [],
          militiaCorporationID: faction.militiaCorporationId,
          name: { en: faction.name },
          sizeFactor: faction.sizeFactor,
          solarSystemID: faction.solarSystemId,
        };
    },
    npcCorporations: function* () {
      for (const { id, name, ticker, factionId } of facts.npcCorporations())
        yield {
          _key: id,
          deleted: false,
          extent: "G",
          factionID: factionId,
          name: { en: name },
          size: "H",
          taxRate: 0.1,
          tickerName: ticker,
        };
    },
  };
}
