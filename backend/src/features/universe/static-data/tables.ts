import type { StaticTable } from "./table.ts";

const place = { id: "int4", name: "text" } as const;
const space = { faction_id: "int4", wormhole_class_id: "int4" } as const;
const position = { x: "float8", y: "float8", z: "float8" } as const;
const dogma = {
  attribute_ids: "int4[]",
  attribute_values: "float8[]",
  effect_ids: "int4[]",
} as const;

/** All that an import replaces. */
export const tables = {
  types: {
    name: "static_types",
    columns: {
      id: "int4",
      name: "text",
      group_id: "int4",
      market_group_id: "int4",
      meta_group_id: "int4",
      is_published: "boolean",
      base_price: "float8",
      volume: "float8",
    },
  },
  typeNames: {
    name: "static_type_names",
    columns: {
      type_id: "int4",
      language: "text",
      name: "text",
      lower_name: "text",
    },
  },
  typeDogma: {
    name: "static_type_dogma",
    columns: { type_id: "int4", ...dogma },
  },
  groups: {
    name: "static_groups",
    columns: { ...place, category_id: "int4", is_published: "boolean" },
  },
  categories: {
    name: "static_categories",
    columns: { ...place, is_published: "boolean" },
  },
  marketGroups: {
    name: "static_market_groups",
    columns: { ...place, parent_id: "int4" },
  },
  metaGroups: { name: "static_meta_groups", columns: place },
  regions: { name: "static_regions", columns: { ...place, ...space } },
  constellations: {
    name: "static_constellations",
    columns: { ...place, region_id: "int4", ...space },
  },
  systems: {
    name: "static_systems",
    columns: {
      ...place,
      constellation_id: "int4",
      region_id: "int4",
      security: "float8",
      ...space,
      ...position,
    },
  },
  celestials: {
    name: "static_celestials",
    columns: {
      id: "int4",
      system_id: "int4",
      kind: "text",
      type_id: "int4",
      name: "text",
      ...position,
    },
  },
  stargates: {
    name: "static_stargates",
    columns: {
      id: "int4",
      system_id: "int4",
      destination_id: "int4",
      destination_system_id: "int4",
    },
  },
  stations: {
    name: "static_stations",
    columns: {
      id: "int4",
      system_id: "int4",
      owner_id: "int4",
      operation_id: "int4",
      type_id: "int4",
      name: "text",
    },
  },
  factions: {
    name: "static_factions",
    columns: {
      ...place,
      corporation_id: "int4",
      militia_corporation_id: "int4",
    },
  },
  corporations: {
    name: "static_corporations",
    columns: {
      ...place,
      ticker: "text",
      faction_id: "int4",
      is_deleted: "boolean",
    },
  },
  recipes: {
    name: "static_recipes",
    columns: {
      blueprint_type_id: "int4",
      product_type_id: "int4",
      product_quantity: "int4",
      seconds: "int4",
      material_type_ids: "int4[]",
      material_quantities: "int4[]",
    },
  },
} satisfies Record<string, StaticTable>;

export type TableName = keyof typeof tables;
