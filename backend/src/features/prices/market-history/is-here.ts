import type { ArchiveOffer } from "../../../platform/everef/index.ts";

/** What is known of a day that was imported, or could not be. */
export interface KnownDay {
  readonly expected: number | null;
  readonly etag: string | null;
  readonly state: "imported" | "failed";
}

/** Whether a day is here as it is offered. Totals are compared with what they said before, not with what a file had: EVE Ref does not say what they count. */
export function isHere(
  row: KnownDay | undefined,
  { expected, etag }: ArchiveOffer,
): boolean {
  if (row?.state !== "imported") return false;
  return expected === null
    ? etag !== null && row.etag === etag
    : row.expected === expected;
}
