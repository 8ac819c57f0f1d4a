import type { ItemPartsFragment } from "../../../graphql/generated/graphql.ts";
import { graphql } from "../../../graphql/generated/index.ts";
import { labelOf } from "../../../shared/eve/names.ts";
import { formatWhole } from "../../../shared/format/number.ts";
import { EveImage } from "../../../shared/ui/eve-image.tsx";
import { Fates } from "../../../shared/ui/fates.tsx";
import { Name } from "../../../shared/ui/name.tsx";
import { ItemPrice } from "../../valuation/item-price.tsx";
import classes from "./item-row.module.css";

graphql(`
  fragment ItemParts on KillmailItem {
    flagName
    isBlueprintCopy
    quantityDestroyed
    quantityDropped
    ...ItemPrice
    type {
      id
      name
      iconUrl(size: 64)
    }
  }
`);

/** One item and how much of it dropped or was destroyed. */
export function ItemRow({ item }: { item: ItemPartsFragment }) {
  return (
    <div className={classes.row}>
      <EveImage src={item.type.iconUrl} size={32} />
      <div className={classes.what}>
        <span>
          <Name label={labelOf("Type", item.type)} />
          {item.isBlueprintCopy ? (
            <span className={classes.flag}> (copy)</span>
          ) : null}
        </span>
        <span className={classes.flag}>{item.flagName}</span>
      </div>
      <Fates
        dropped={say(item.quantityDropped, "dropped")}
        destroyed={say(item.quantityDestroyed, "destroyed")}
      >
        <ItemPrice item={item} />
      </Fates>
    </div>
  );
}

function say(quantity: string, fate: string): string | null {
  return quantity === "0" ? null : `${formatWhole(quantity)} ${fate}`;
}
