import type { World } from "../../world/world.ts";
import type { EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";

/** Static data; renewed by ESI once a day. */
export function universeRoutes({ universe }: World): EsiRoute[] {
  const route = (
    path: string,
    parameter: string,
    answer: (id: number) => Record<string, unknown> | undefined,
  ): EsiRoute => ({
    method: "GET",
    path: `/universe/${path}/:${parameter}`,
    cache: "daily",
    answer(request) {
      const body = answer(idOf(request, parameter));
      if (!body) throw new EsiError(404, `${parameter} not found`);
      return Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined),
      );
    },
  });
  return [
    route("types", "type_id", (id) => {
      const type = universe.type(id);
      const dogma = universe.typeDogma(id);
      return (
        type && {
          capacity: type.capacity,
          description: "",
          dogma_attributes: dogma?.attributes.map((attribute) => ({
            attribute_id: attribute.id,
            value: attribute.value,
          })),
          dogma_effects: dogma?.effects.map((effect) => ({
            effect_id: effect.id,
            is_default: effect.isDefault,
          })),
          group_id: type.groupId,
          market_group_id: type.marketGroupId,
          mass: type.mass,
          name: type.name,
          published: type.published,
          radius: type.radius,
          type_id: id,
          volume: type.volume,
        }
      );
    }),
    route("groups", "group_id", (id) => {
      const group = universe.group(id);
      return (
        group && {
          category_id: group.categoryId,
          group_id: id,
          name: group.name,
          published: group.published,
          types: universe.typesOfGroup(id),
        }
      );
    }),
    route("categories", "category_id", (id) => {
      const category = universe.category(id);
      return (
        category && {
          category_id: id,
          groups: universe.groupsOfCategory(id),
          name: category.name,
          published: category.published,
        }
      );
    }),
    route("systems", "system_id", (id) => {
      const system = universe.system(id);
      return (
        system && {
          constellation_id: system.constellationId,
          name: system.name,
          position: system.position,
          security_class: system.securityClass,
          security_status: system.security,
          system_id: id,
        }
      );
    }),
    route("constellations", "constellation_id", (id) => {
      const constellation = universe.constellation(id);
      return (
        constellation && {
          constellation_id: id,
          name: constellation.name,
          position: { x: 0, y: 0, z: 0 },
          region_id: constellation.regionId,
          systems: universe.systemsOfConstellation(id),
        }
      );
    }),
    route("regions", "region_id", (id) => {
      const region = universe.region(id);
      return (
        region && {
          constellations: universe.constellationsOfRegion(id),
          name: region.name,
          region_id: id,
        }
      );
    }),
    {
      method: "GET",
      path: "/universe/factions",
      cache: "daily",
      answer: () =>
        universe.factions().map((faction) => ({
          ...(faction.corporationId === undefined
            ? {}
            : { corporation_id: faction.corporationId }),
          description: faction.description,
          faction_id: faction.id,
          is_unique: true,
          ...(faction.militiaCorporationId === undefined
            ? {}
            : { militia_corporation_id: faction.militiaCorporationId }),
          name: faction.name,
          size_factor: faction.sizeFactor,
          ...(faction.solarSystemId === undefined
            ? {}
            : { solar_system_id: faction.solarSystemId }),
          station_count: faction.stationCount,
          station_system_count: faction.stationSystemCount,
        })),
    },
  ];
}
