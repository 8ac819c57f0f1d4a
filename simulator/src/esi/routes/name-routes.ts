import { lazy } from "../../world/universe.ts";
import type { World } from "../../world/world.ts";
import type { EsiRoute } from "../esi-route.ts";
import { EsiError } from "../esi-route.ts";
import { idsOf, stringsOf } from "./ids-of.ts";

interface Named {
  category: string;
  id: number;
  name: string;
}

export function nameRoutes(world: World): EsiRoute[] {
  const idsByName = lazy(() => indexNames(world));
  return [
    {
      method: "POST",
      path: "/universe/names",
      cache: "none",
      // All or nothing: one id that cannot be resolved fails the whole batch.
      answer: (request) =>
        idsOf(request, 1_000).map((id) => {
          const named = nameOf(world, id);
          if (!named)
            throw new EsiError(
              404,
              "Ensure all IDs are valid before resolving.",
            );
          return named;
        }),
    },
    {
      method: "POST",
      path: "/universe/ids",
      cache: "none",
      answer(request) {
        const found: Record<string, { id: number; name: string }[]> = {};
        for (const text of stringsOf(request, 500))
          for (const { list, id, name } of idsByName().get(
            text.toLowerCase(),
          ) ?? [])
            (found[list] ??= []).push({ id, name });
        return found;
      },
    },
  ];
}

function nameOf(world: World, id: number): Named | undefined {
  const { people, universe } = world;
  const character = people.character(id);
  if (character)
    return character.isBiomassed
      ? undefined
      : { category: "character", id, name: character.name };
  const candidates: [string, { name: string } | undefined][] = [
    ["corporation", people.corporation(id)],
    ["alliance", people.alliance(id)],
    ["faction", universe.factions().find((faction) => faction.id === id)],
    ["solar_system", universe.system(id)],
    ["constellation", universe.constellation(id)],
    ["region", universe.region(id)],
    ["inventory_type", universe.type(id)],
  ];
  for (const [category, found] of candidates)
    if (found) return { category, id, name: found.name };
  return undefined;
}

type ByName = Map<string, { list: string; id: number; name: string }[]>;

/** Everything that has a name, for exact matches without regard to case. */
function indexNames(world: World): ByName {
  const { people, universe } = world;
  const index: ByName = new Map();
  const add = (list: string, id: number, name: string | undefined): void => {
    if (name === undefined) return;
    const key = name.toLowerCase();
    const entries = index.get(key);
    if (entries) entries.push({ list, id, name });
    else index.set(key, [{ list, id, name }]);
  };
  for (const id of people.characterIds())
    add("characters", id, people.character(id)?.name);
  for (const id of people.corporationIds())
    add("corporations", id, people.corporation(id)?.name);
  for (const id of people.allianceIds())
    add("alliances", id, people.alliance(id)?.name);
  for (const faction of universe.factions())
    add("factions", faction.id, faction.name);
  for (const { list, id, name } of universe.named()) add(list, id, name);
  return index;
}
