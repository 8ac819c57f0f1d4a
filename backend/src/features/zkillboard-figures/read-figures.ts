import { z } from "zod";
import type { Figures } from "./zkillboard-figures.ts";

const mostLabels = 100;
const longestLabel = 60;
/** Whole cents of a double are exact up to here, and NUMERIC(20,2) holds it. A thousand times all that was ever destroyed at once. */
const largestIsk = 9e13;

const isk = z.number().nonnegative().max(largestIsk);
const flag = z.boolean();
const label = z.string().min(1).max(longestLabel);

/** zKillboard's `zkb`; null when it is none. A field that is missing or strange is left out: the mail does not depend on it. */
export function readFigures(zkb: unknown): Figures | null {
  if (typeof zkb !== "object" || zkb === null || Array.isArray(zkb))
    return null;
  const said = zkb as Record<string, unknown>;
  return {
    totalValueIsk: amount(said["totalValue"]),
    fittedValueIsk: amount(said["fittedValue"]),
    droppedValueIsk: amount(said["droppedValue"]),
    destroyedValueIsk: amount(said["destroyedValue"]),
    points: orNull(z.int32().nonnegative(), said["points"]),
    locationId: orNull(z.int().positive(), said["locationID"]),
    isNpc: orNull(flag, said["npc"]) ?? false,
    isSolo: orNull(flag, said["solo"]) ?? false,
    isAwox: orNull(flag, said["awox"]) ?? false,
    labels: labelsOf(said["labels"]),
  };
}

/** Values come as JSON numbers with up to two decimals. */
function amount(value: unknown): string | null {
  return orNull(isk, value)?.toFixed(2) ?? null;
}

function labelsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const labels = value.flatMap((one) => orNull(label, one) ?? []);
  return [...new Set(labels.filter(isStorable))].sort().slice(0, mostLabels);
}

/** PostgreSQL's text takes neither a zero character nor half a surrogate pair. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

function orNull<Value>(schema: z.ZodType<Value>, value: unknown): Value | null {
  const { data } = schema.safeParse(value);
  return data ?? null;
}
