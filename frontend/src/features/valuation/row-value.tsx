import type { RowValueFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { formatIsk, formatIskShort } from "../../shared/format/number.ts";

graphql(`
  fragment RowValue on Killmail {
    value {
      total
    }
  }
`);

/** What a mail of a list is worth; nothing until it has been valued. */
export function RowValue({ mail: { value } }: { mail: RowValueFragment }) {
  if (value === null) return null;
  return (
    <span title={formatIsk(value.total)}>
      {formatIskShort(value.total)} ISK
    </span>
  );
}
