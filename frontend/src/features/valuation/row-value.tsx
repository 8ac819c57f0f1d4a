import type { RowValueFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { formatIskShort } from "../../shared/format/number.ts";
import { worthText } from "./worth-text.ts";

graphql(`
  fragment RowValue on Killmail {
    value {
      total
      unpricedCount
    }
  }
`);

/** What a mail of a list is worth; nothing until it has been valued. */
export function RowValue({ mail: { value } }: { mail: RowValueFragment }) {
  if (value === null) return null;
  return (
    <span title={worthText(value)}>
      {formatIskShort(value.total)}
      {value.unpricedCount > 0 ? "+" : ""} ISK
    </span>
  );
}
