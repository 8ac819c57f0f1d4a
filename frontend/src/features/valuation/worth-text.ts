import { formatCount, formatIsk } from "../../shared/format/number.ts";

/** The total; at least that, where prices are missing. */
export function worthText({
  total,
  unpricedCount,
}: {
  total: string;
  unpricedCount: number;
}): string {
  return unpricedCount === 0
    ? formatIsk(total)
    : `At least ${formatIsk(total)}: no price is known for ${formatCount(unpricedCount, "row", "rows")}`;
}
