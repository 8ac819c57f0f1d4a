import type { FastifyInstance } from "fastify";
import type { World } from "../world/world.ts";
import type { ImageShape } from "./image-svg.ts";
import { imageSvg } from "./image-svg.ts";

const sizes = [32, 64, 128, 256, 512, 1024];

const variations: Record<string, Record<string, ImageShape>> = {
  characters: { portrait: "portrait" },
  corporations: { logo: "logo" },
  alliances: { logo: "logo" },
  types: { icon: "icon", render: "icon", bp: "blueprint", bpc: "blueprint" },
};

/** EVE's image server below `/images`, with drawings instead of photographs. */
export function registerImages(scope: FastifyInstance, world: World): void {
  scope.get<{ Params: { category: string; id: string } }>(
    "/:category/:id",
    (request, reply) => {
      const known = variations[request.params.category];
      return known
        ? Object.keys(known)
        : reply.code(404).send({ error: "no such category" });
    },
  );

  scope.get<{
    Params: { category: string; id: string; variation: string };
    Querystring: { size?: string };
  }>("/:category/:id/:variation", (request, reply) => {
    const { category, variation } = request.params;
    const shape = variations[category]?.[variation];
    const id = Number(request.params.id);
    if (!shape || !Number.isSafeInteger(id) || id < 0)
      return reply.code(404).send({ error: "no such image" });
    const size = Number(request.query.size ?? 512);
    if (!sizes.includes(size))
      return reply
        .code(400)
        .send({ error: `size must be one of ${sizes.join(", ")}` });
    return reply
      .type("image/svg+xml")
      .header("cache-control", "public, max-age=3600")
      .header("access-control-allow-origin", "*")
      .send(
        imageSvg({ id, text: captionOf(world, category, id), size, shape }),
      );
  });
}

function captionOf(world: World, category: string, id: number): string {
  const { people, universe } = world;
  const named = {
    characters: people.character(id),
    corporations:
      people.corporation(id) ??
      universe.factions().find((faction) => faction.id === id),
    alliances: people.alliance(id),
    types: universe.type(id),
  }[category];
  return named?.name ?? "?";
}
