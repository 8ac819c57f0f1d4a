import type { FamilyTraits } from "./fingerprint.ts";

/**
 * How much two fits of one hull share, from 0 to 1: shared modules over all modules, each counted as often as it is
 * fitted (Jaccard's index of multisets). Fits of different hulls share nothing; two bare hulls are the same fit.
 */
export function nearness(one: FamilyTraits, other: FamilyTraits): number {
  if (one.hullTypeId !== other.hullTypeId) return 0;
  const counts = countTypes(one);
  let shared = 0;
  for (const [typeId, count] of countTypes(other))
    shared += Math.min(count, counts.get(typeId) ?? 0);
  const all = one.modules.length + other.modules.length - shared;
  return all === 0 ? 1 : shared / all;
}

function countTypes({ modules }: FamilyTraits): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { typeId } of modules)
    counts.set(typeId, (counts.get(typeId) ?? 0) + 1);
  return counts;
}
