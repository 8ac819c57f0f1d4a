import { addKillmails } from "../../world/add-killmails.ts";
import type { World } from "../../world/world.ts";
import type { EsiRequest, EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";
import { requireOwnCharacter } from "./require-own-character.ts";

export const killmailRoutes = (world: World): EsiRoute[] => [
  {
    method: "GET",
    path: "/characters/:character_id/killmails/recent",
    group: "char-killmail",
    cache: 300,
    isPaged: true,
    scope: "esi-killmails.read_killmails.v1",
    permit: (request) => requireOwnCharacter(request),
    answer: (request) => world.listForCharacter(idOf(request, "character_id")),
    lengthen(request, adds) {
      const victim = { character_id: idOf(request, "character_id") };
      addKillmails(world, adds, { victim });
    },
  },
  {
    method: "GET",
    path: "/corporations/:corporation_id/killmails/recent",
    group: "corp-killmail",
    cache: 300,
    isPaged: true,
    scope: "esi-killmails.read_corporation_killmails.v1",
    permit: (request) => requireDirector(world, request),
    answer: (request) =>
      world.listForCorporation(idOf(request, "corporation_id")),
    lengthen(request, adds) {
      const victim = { corporation_id: idOf(request, "corporation_id") };
      addKillmails(world, adds, { victim });
    },
  },
  {
    method: "GET",
    path: "/killmails/:killmail_id/:killmail_hash",
    group: "killmail",
    cache: 2_592_000,
    isImmutable: true,
    answer(request) {
      const id = idOf(request, "killmail_id");
      const killmail = world.killmail(
        id,
        request.params["killmail_hash"] ?? "",
      );
      if (!killmail)
        throw new EsiError(422, "Invalid killmail_id and/or killmail_hash");
      return killmail;
    },
  },
];

function requireDirector(world: World, request: EsiRequest): void {
  const character = world.people.character(request.subject?.characterId ?? 0);
  if (character?.corporationId !== idOf(request, "corporation_id"))
    throw new EsiError(403, "Character is not in the corporation");
  if (!character.roles.includes("Director"))
    throw new EsiError(403, "Character does not have required role(s)");
}
