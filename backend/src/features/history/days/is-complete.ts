import type { ArchiveOffer } from "../../../platform/everef/index.ts";
import type { HistoryDay } from "./store.ts";

/** Whether a day is here as it is offered. Late killmails make a source rewrite its archive, and its totals rise with it; where there are none, the file says whether it is the same. */
export function isComplete(
  row: HistoryDay | undefined,
  { expected, etag }: ArchiveOffer,
): boolean {
  if (row?.state !== "imported") return false;
  return expected === null
    ? etag !== null && row.etag === etag
    : row.imported + row.refused === expected;
}
