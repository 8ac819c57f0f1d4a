import type {
  StaticFacts,
  SystemFacts,
  TypeFacts,
} from "@killreport/backend/features/universe/index.ts";
import { readRows } from "./read-rows.ts";

interface TypeRow {
  readonly id: number;
  readonly name: string;
  readonly groupId: number;
  readonly categoryId?: number;
  readonly marketGroupId?: number;
  readonly metaGroupId?: number;
  readonly published: boolean;
}

type SystemRow = Omit<SystemFacts, "wormholeClassId"> & {
  readonly wormholeClassId?: number;
};

/** The static data of a folder laid out as real data are. Base prices, dogma and recipes are missing there. */
export function readStaticFacts(folder: string): StaticFacts {
  const types = new Map<number, TypeFacts>();
  for (const row of readRows<TypeRow>(`${folder}/sde/types.jsonl`))
    types.set(row.id, {
      id: row.id,
      name: row.name,
      groupId: row.groupId,
      categoryId: row.categoryId ?? 0,
      marketGroupId: row.marketGroupId ?? null,
      metaGroupId: row.metaGroupId ?? null,
      isPublished: row.published,
      basePriceIsk: null,
      slot: null,
      attribute: () => undefined,
    });
  const systems = new Map<number, SystemFacts>();
  for (const row of readRows<SystemRow>(`${folder}/sde/systems.jsonl`))
    systems.set(row.id, {
      ...row,
      wormholeClassId: row.wormholeClassId ?? null,
    });
  return {
    buildNumber: 0,
    type: (typeId) => types.get(typeId),
    recipe: () => undefined,
    system: (systemId) => systems.get(systemId),
  };
}
