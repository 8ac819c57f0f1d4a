import type { FastifyInstance } from "fastify";
import { steadyPriceCents } from "../boards/daily-price.ts";
import { createRandom } from "../world/random.ts";
import type { TypeFacts } from "../world/universe.ts";
import { lazy } from "../world/universe.ts";
import type { World } from "../world/world.ts";

/** What mutaplasmids make (the meta group "Abyssal"). */
const mutated = 15;

/** Mutamarket's API below `/mutamarket/api`, as far as anybody has written it down. */
export function registerMutamarket(scope: FastifyInstance, world: World): void {
  const { universe } = world;
  const types = lazy(
    () =>
      new Map(
        [...universe.facts.types()]
          .filter(
            ({ metaGroupId, published }) =>
              published && metaGroupId === mutated,
          )
          .map((type) => [type.id, type]),
      ),
  );

  scope.get("/api/estimator-statistics", () =>
    [...types().keys()].map((typeId) => ({
      type_id: typeId,
      mae: steadyPriceCents(universe, typeId) / 1_000,
      nmae: 0.1,
    })),
  );
  scope.get<{ Params: { id: string } }>(
    "/api/modules/type/:id/item-exchange/contracts-only",
    (request, reply) => {
      const type = types().get(Number(request.params.id));
      return type ? modulesOf(type) : reply.code(404).send();
    },
  );
  scope.setNotFoundHandler((_request, reply) => reply.code(404).send());

  function modulesOf({ id }: TypeFacts): unknown[] {
    const random = createRandom(id, 614);
    return Array.from({ length: random.between(0, 9) }, (_, place) => {
      const isk = steadyPriceCents(universe, id) / 100;
      // One in ten it has no opinion of.
      const estimate = random.chance(0.1)
        ? null
        : Math.round(isk * (0.5 + 2 * random.next()));
      return {
        id: 1_040_000_000_000 + id * 10 + place,
        type_id: id,
        source_type_id: id,
        mutated_attributes: [],
        estimated_value: estimate,
        contract: {
          type: "item_exchange",
          region_id: 10_000_002,
          plex_count: 0,
          asking_for_items: false,
          price: Math.round((estimate ?? isk) * 1.1),
        },
      };
    });
  }
}
