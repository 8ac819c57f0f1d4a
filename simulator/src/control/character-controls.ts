import type { FastifyInstance } from "fastify";
import type { Character } from "../world/people.ts";
import { characterBody } from "./control-bodies.ts";
import type { ControlDeps } from "./control-service.ts";

/** Finding pilots, and letting life happen to them: sold, moved, promoted, gone. */
export function registerCharacterControls(
  scope: FastifyInstance,
  deps: ControlDeps,
): void {
  const { world, fittings, clock, grants, snapshots } = deps;

  scope.get<{ Querystring: { search?: string; limit?: string } }>(
    "/characters",
    (request) => {
      const limit = Math.min(
        500,
        Math.max(1, Number(request.query.limit ?? 50) || 50),
      );
      const found = world.people.search(request.query.search ?? "", limit);
      return {
        characters: found.map((character) => describe(deps, character)),
      };
    },
  );

  scope.get<{ Params: { id: string } }>("/characters/:id", (request, reply) => {
    const character = world.people.character(Number(request.params.id));
    return character
      ? {
          ...describe(deps, character),
          killmails: world.listForCharacter(character.id),
        }
      : reply.code(404).send({ error: "no such character" });
  });

  scope.get<{ Params: { id: string } }>("/characters/:id/fittings", (request) =>
    fittings.of(Number(request.params.id)),
  );

  scope.post<{ Params: { id: string } }>(
    "/characters/:id",
    (request, reply) => {
      const { revokeGrants, dropCaches, ...change } = characterBody.parse(
        request.body,
      );
      const id = Number(request.params.id);
      const changed = world.people.change(id, change, clock.now().getTime());
      if (!changed) return reply.code(404).send({ error: "no such character" });
      // A sold character takes no permission along.
      if (revokeGrants === true || change.ownerHash !== undefined)
        grants.revokeCharacter(id);
      if (dropCaches === true) snapshots.clear();
      return describe(deps, changed);
    },
  );
}

const describe = ({ world }: ControlDeps, character: Character) => ({
  id: character.id,
  name: character.name,
  corporationId: character.corporationId,
  corporationName: world.people.corporation(character.corporationId)?.name,
  allianceId: character.allianceId,
  roles: character.roles,
  ownerHash: character.ownerHash,
  securityStatus: character.securityStatus,
  isBiomassed: character.isBiomassed,
  killmailCount: world.listForCharacter(character.id).length,
});
