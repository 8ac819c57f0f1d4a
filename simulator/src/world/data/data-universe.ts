import { join } from "node:path";
import type {
  CategoryFacts,
  ConstellationFacts,
  GroupFacts,
  PriceFact,
  RegionFacts,
  SystemFacts,
  TypeFacts,
  Universe,
} from "../universe.ts";
import { createUniverse, lazy } from "../universe.ts";
import { readFactions } from "./data-people.ts";
import { readJsonl } from "./read-jsonl.ts";

interface SystemRow {
  id: number;
  name: string;
  constellationId: number;
  security: number;
  securityClass?: string;
  x?: number;
  y?: number;
  z?: number;
}

/** The real New Eden from the `sde/` folder, each table read when it is first asked for. */
export function createDataUniverse(folder: string): Universe {
  const rows = <Row>(table: string) =>
    readJsonl<Row>(join(folder, "sde", `${table}.jsonl`));
  return createUniverse({
    types: () => rows<TypeFacts>("types"),
    groups: () => rows<GroupFacts>("groups"),
    categories: () => rows<CategoryFacts>("categories"),
    systems: () => systemsOf(rows<SystemRow>("systems")),
    constellations: () => rows<ConstellationFacts>("constellations"),
    regions: () => rows<RegionFacts>("regions"),
    factions: lazy(() => readFactions(folder)),
    prices: () =>
      readJsonl<PriceFact>(join(folder, "prices", "jita-by-date.jsonl")),
  });
}

function* systemsOf(rows: Iterable<SystemRow>): Generator<SystemFacts> {
  for (const row of rows)
    yield {
      id: row.id,
      name: row.name,
      constellationId: row.constellationId,
      security: row.security,
      securityClass: row.securityClass,
      position: { x: row.x ?? 0, y: row.y ?? 0, z: row.z ?? 0 },
    };
}
