import type { Place } from "./fit-line.ts";
import {
  isSlotSection,
  type Fit,
  type FitStack,
  type FittedModule,
} from "./fit.ts";
import { sortModules, sortStacks } from "./sort-fit.ts";

export interface PlacedLine {
  readonly places: readonly Place[];
  /** Of lines that went into a hold. */
  readonly flag: number | null;
}

/** The fit that lines of a text add up to. */
export function assembleFit(
  hullTypeId: number,
  name: string,
  lines: readonly PlacedLine[],
): Fit {
  const modules: FittedModule[] = [];
  const stacks = new Map<string, FitStack>();
  for (const { places, flag } of lines)
    for (const [index, place] of places.entries()) {
      if (place.isCharge) continue;
      const { section, position, typeId, quantity } = place;
      if (isSlotSection(section) && position !== null) {
        const after = places[index + 1];
        const charge =
          after?.isCharge === true
            ? { typeId: after.typeId, quantity: null, lost: null }
            : null;
        modules.push({ section, position, typeId, charge, lost: null });
      } else if (flag !== null) {
        const key = `${flag}:${typeId}`;
        const before = stacks.get(key)?.quantity ?? 0;
        const total = before + quantity;
        stacks.set(key, { section, flag, typeId, quantity: total, lost: null });
      }
    }
  return {
    hullTypeId,
    name,
    modules: sortModules(modules),
    stacks: sortStacks([...stacks.values()]),
  };
}
