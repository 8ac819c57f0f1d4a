import type { ItemPriceFragment } from "../../graphql/generated/graphql.ts";
import { graphql } from "../../graphql/generated/index.ts";
import { formatIsk, formatIskShort } from "../../shared/format/number.ts";

graphql(`
  fragment ItemPrice on KillmailItem {
    unitPrice
    totalPrice
  }
`);

/** What all of an item are worth; of one when it is pointed at. */
export function ItemPrice({ item }: { item: ItemPriceFragment }) {
  if (item.unitPrice === null || item.totalPrice === null) return null;
  return (
    <span
      title={`${formatIsk(item.totalPrice)}; ${formatIsk(item.unitPrice)} each`}
    >
      {formatIskShort(item.totalPrice)} ISK
    </span>
  );
}
