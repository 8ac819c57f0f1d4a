import type { SystemFacts } from "./type-facts.ts";

export const spaceKinds = [
  "high",
  "low",
  "null",
  "wormhole",
  "thera",
  "drifter",
  "pochven",
  "zarzakh",
  "abyss",
  "void",
  "hidden",
  "unreachable",
] as const;

/** What kind of space a system lies in. `wormhole` has classes, see `wormholeClass`. */
export type SpaceKind = (typeof spaceKinds)[number];

type Place = Pick<SystemFacts, "id" | "regionId" | "security">;

const pochven = 10_000_070;
const zarzakhRegion = 10_001_000;
/** Jove space: no gate leads there. */
const jove: ReadonlySet<number> = new Set([10_000_004, 10_000_017, 10_000_019]);
const thera = 31_000_005;
/** Sentinel, Barbican, Vidette, Conflux and Redoubt. */
const drifterRegion = 11_000_033;

/** The rules of external-apis 6.3 and 6.4; null for ids of no known space. Security decides by its true value, not by what is displayed. */
export function spaceKind({ id, regionId, security }: Place): SpaceKind | null {
  switch (Math.floor(id / 1_000_000)) {
    case 30:
      if (regionId === pochven) return "pochven";
      if (regionId === zarzakhRegion) return "zarzakh";
      if (jove.has(regionId)) return "unreachable";
      if (security >= 0.45) return "high";
      return security > 0 ? "low" : "null";
    case 31:
      if (id === thera) return "thera";
      return regionId === drifterRegion ? "drifter" : "wormhole";
    case 32:
      return "abyss";
    case 34:
      return "void";
    case 36:
      return "hidden";
    default:
      return null;
  }
}

/** 1 to 6 for C1 to C6, 13 for small shattered ones; null elsewhere, or where the static data do not say. */
export function wormholeClass(
  place: Place & Pick<SystemFacts, "wormholeClassId">,
): number | null {
  return spaceKind(place) === "wormhole" ? place.wormholeClassId : null;
}
