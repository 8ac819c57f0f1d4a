import type { DogmaRow } from "./read-facts.ts";
import type { FittingSlot } from "../type-facts.ts";
import { slotOf } from "./slot-of.ts";

/** Dogma of all types in a few flat arrays: hundreds of thousands of values without an object each. */
export interface DogmaTable {
  add(rows: readonly DogmaRow[]): void;
  /** To be called once everything is there: makes room that is not needed free. */
  pack(): void;
  slot(typeId: number): FittingSlot | null;
  attribute(typeId: number, attributeId: number): number | undefined;
}

export function createDogmaTable(): DogmaTable {
  /** Where the values of a type begin and end. */
  const ranges = new Map<number, { from: number; to: number }>();
  const slots = new Map<number, FittingSlot>();
  let attributeIds = new Int32Array(1024);
  let values = new Float64Array(1024);
  let end = 0;

  function resize(length: number): void {
    const [oldIds, oldValues] = [attributeIds, values];
    attributeIds = new Int32Array(length);
    values = new Float64Array(length);
    attributeIds.set(oldIds.subarray(0, end));
    values.set(oldValues.subarray(0, end));
  }

  return {
    add(rows) {
      for (const row of rows) {
        const slot = slotOf(row.effectIds);
        if (slot !== null) slots.set(row.id, slot);
        const count = row.attributeIds.length;
        if (count === 0) continue;
        if (end + count > values.length)
          resize(Math.max(values.length * 2, end + count));
        attributeIds.set(row.attributeIds, end);
        values.set(row.attributeValues, end);
        ranges.set(row.id, { from: end, to: end + count });
        end += count;
      }
    },
    pack: () => resize(end),
    slot: (typeId) => slots.get(typeId) ?? null,
    attribute(typeId, attributeId) {
      const range = ranges.get(typeId);
      if (range === undefined) return undefined;
      // A type has some twenty of them.
      for (let at = range.from; at < range.to; at++)
        if (attributeIds[at] === attributeId) return values[at];
      return undefined;
    },
  };
}
