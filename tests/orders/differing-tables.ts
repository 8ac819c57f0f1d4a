import type { TableSnapshot } from "../support/table-snapshot.ts";
import type { OrdersOutcome } from "./run-orders.ts";

/** By order, the tables that are not what the feed with an import after it made of them. */
export function differingTables(
  outcome: OrdersOutcome,
): Record<"import_then_feed" | "both_at_once" | "import_twice", string[]> {
  const { feedThenImport, withoutFigures } = outcome;
  return {
    import_then_feed: differing(feedThenImport, outcome.importThenFeed),
    both_at_once: differing(feedThenImport, outcome.bothAtOnce),
    import_twice: differing(withoutFigures, outcome.importTwice),
  };
}

function differing(one: TableSnapshot, other: TableSnapshot): string[] {
  return Object.keys({ ...one, ...other }).filter(
    (table) => one[table]?.join() !== other[table]?.join(),
  );
}
