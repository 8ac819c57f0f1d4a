import type { CompletenessDay } from "@killreport/backend/features/completeness/index.ts";

/** Days added up. */
export interface Sum {
  readonly have: number;
  readonly missing: number;
  readonly rejected: number;
  readonly expired: number;
  /** Of what should be here, how many in a hundred are; never rounded up to 100. */
  readonly percent: number;
  /** Days of which not every source has said what there is. */
  readonly unsure: number;
}

export function sumOf(days: readonly CompletenessDay[]): Sum {
  const add = (key: "have" | "missing" | "rejected" | "expired") =>
    days.reduce((sum, day) => sum + day[key], 0);
  const have = add("have");
  const missing = add("missing");
  return {
    have,
    missing,
    rejected: add("rejected"),
    expired: add("expired"),
    percent: percentOf({ have, missing }),
    unsure: days.filter(
      ({ zkillboard, everef, message }) =>
        message !== null || (zkillboard === null && everef === null),
    ).length,
  };
}

/** Two decimals, rounded down. */
export function percentOf({
  have,
  missing,
}: {
  have: number;
  missing: number;
}): number {
  const should = have + missing;
  return should === 0 ? 100 : Math.floor((have / should) * 10_000) / 100;
}
