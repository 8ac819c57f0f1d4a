import { z } from "zod";
import type { Day } from "./everef.ts";

/** The text of a `totals.json`; null when it is none. */
export function parseTotals(text: string): Map<Day, number> | null {
  const read = totals.safeParse(parse(text));
  if (!read.success) return null;
  return new Map(
    Object.entries(read.data).map(([key, count]) => [dayOf(key), count]),
  );
}

const totals = z.record(
  z.string().regex(/^\d{4}-?\d\d-?\d\d$/),
  z.int().nonnegative(),
);

/** Both ways of writing a day have been seen. */
function dayOf(key: string): Day {
  return key.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, "$1-$2-$3");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it does not pass for totals.
    return null;
  }
}
