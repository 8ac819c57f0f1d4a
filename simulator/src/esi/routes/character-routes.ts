import type { Character } from "../../world/people.ts";
import { toEsiTime } from "../../world/killmail.ts";
import type { World } from "../../world/world.ts";
import type { EsiRequest, EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";
import { idsOf } from "./ids-of.ts";
import { requireOwnCharacter } from "./require-own-character.ts";

/** `title` became `corporation_title` at this date; achievement score came with it. */
const newShapeDate = "2026-06-09";

export const characterRoutes = (world: World): EsiRoute[] => [
  {
    method: "GET",
    path: "/characters/:character_id",
    cache: 86_400,
    schemaDates: ["2020-01-01", newShapeDate],
    answer: (request) =>
      characterBody(requireCharacter(world, request), request),
  },
  {
    method: "POST",
    path: "/characters/affiliation",
    cache: 3_600,
    answer: (request) =>
      idsOf(request, 1_000).map((id) => {
        const character = world.people.character(id);
        if (!character || character.isBiomassed)
          throw new EsiError(404, "Character not found");
        return withoutUndefined({
          character_id: id,
          corporation_id: character.corporationId,
          alliance_id: character.allianceId,
          faction_id: character.factionId,
        });
      }),
  },
  {
    method: "GET",
    path: "/characters/:character_id/roles",
    group: "char-detail",
    cache: 3_600,
    scope: "esi-characters.read_corporation_roles.v1",
    permit: (request) => requireOwnCharacter(request),
    answer(request) {
      const { roles } = requireCharacter(world, request);
      // Roles at headquarters and other places follow the general ones: directors have all.
      return { roles, roles_at_base: [], roles_at_hq: [], roles_at_other: [] };
    },
  },
  {
    method: "GET",
    path: "/characters/:character_id/corporationhistory",
    cache: 86_400,
    answer: (request) =>
      world.people
        .corporationHistory(requireCharacter(world, request).id)
        .map(({ corporationId, startMs }, place) => ({
          corporation_id: corporationId,
          record_id:
            (requireCharacter(world, request).id % 100_000) * 10 + place + 1,
          start_date: toEsiTime(startMs),
        }))
        .reverse(),
  },
];

function requireCharacter(world: World, request: EsiRequest): Character {
  const character = world.people.character(idOf(request, "character_id"));
  if (!character || character.isBiomassed)
    throw new EsiError(404, "Character not found");
  return character;
}

function characterBody(character: Character, request: EsiRequest): unknown {
  const isNewShape = request.compatibilityDate >= newShapeDate;
  return withoutUndefined({
    ...(isNewShape ? { achievement_score: character.id % 5_000 } : {}),
    alliance_id: character.allianceId,
    birthday: character.birthday,
    bloodline_id: character.bloodlineId,
    corporation_id: character.corporationId,
    description: "",
    faction_id: character.factionId,
    gender: character.gender,
    name: character.name,
    race_id: character.raceId,
    security_status: Math.round(character.securityStatus * 10) / 10,
  });
}

function withoutUndefined(
  body: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  );
}
