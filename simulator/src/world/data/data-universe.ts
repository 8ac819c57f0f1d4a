import { join } from "node:path";
import type {
  DogmaAttributeFacts,
  DogmaEffectFacts,
  MarketGroupFacts,
  StargateFacts,
  TypeDogmaFacts,
} from "../static-facts.ts";
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
  wormholeClassId?: number;
  factionId?: number;
}

/** The real New Eden from the `sde/` folder, as far as it goes; each table is read when it is first asked for. */
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
    marketGroups: () => marketGroupsOf(rows<MarketGroupRow>("marketGroups")),
    metaGroups: () => rows<{ id: number; name: string }>("metaGroups"),
    stargates: () => stargatesOf(rows<JumpRow>("stargateJumps")),
    dogmaAttributes: () => rows<DogmaAttributeFacts>("dogmaAttributes"),
    dogmaEffects: () => rows<DogmaEffectFacts>("dogmaEffects"),
    // Nobody has published these in a form this folder could hold.
    celestials: () => [],
    stations: () => [],
    stationOperations: () => [],
    npcCorporations: () => [],
    blueprints: () => [],
    typeDogma: () => slotsOf(rows<SlotRow>("item-slots")),
  });
}

interface MarketGroupRow {
  id: number;
  name: string;
  parentId: number | null;
}

function* marketGroupsOf(
  rows: Iterable<MarketGroupRow>,
): Generator<MarketGroupFacts> {
  for (const { id, name, parentId } of rows)
    yield { id, name, parentId: parentId ?? undefined };
}

interface SlotRow {
  typeId: number;
  slot: string;
}

/** The effect that puts a module into its rack; drones and implants have none. */
const slotEffects: Partial<Record<string, number>> = {
  low: 11,
  high: 12,
  mid: 13,
  rig: 2663,
  subsystem: 3772,
  service: 6306,
};

/** Of a type's dogma only the rack is known, from where it was seen on losses. */
function* slotsOf(rows: Iterable<SlotRow>): Generator<TypeDogmaFacts> {
  for (const { typeId, slot } of rows) {
    const effectId = slotEffects[slot];
    if (effectId === undefined) continue;
    const effects = [{ id: effectId, isDefault: false }];
    yield { typeId, attributes: [], effects };
  }
}

interface JumpRow {
  from: number;
  to: number;
}

/** Which systems gates connect is known, not the gates themselves: they get numbers, and neither a type nor a place. */
function stargatesOf(rows: Iterable<JumpRow>): StargateFacts[] {
  const ids = new Map<string, number>();
  const jumps = [...rows];
  for (const [place, { from, to }] of jumps.entries())
    ids.set(`${from} ${to}`, 50_000_001 + place);
  return jumps.flatMap(({ from, to }) => {
    const id = ids.get(`${from} ${to}`);
    const destinationId = ids.get(`${to} ${from}`);
    return id === undefined || destinationId === undefined
      ? []
      : { id, systemId: from, destinationId, destinationSystemId: to };
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
      wormholeClassId: row.wormholeClassId,
      factionId: row.factionId,
    };
}
