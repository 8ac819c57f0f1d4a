import {
  type Builder,
  defineLoader,
  type GraphqlContext,
} from "../../../platform/graphql/index.ts";
import type { EsiItem, StoredKillmail } from "../../killmails/index.ts";
import { type KillmailTypes, placeOf } from "../../killmails/graphql/index.ts";
import type { PricedKillmail } from "../price-killmails.ts";
import { iskText, plusCents, timesCents } from "../value/cents.ts";
import type { LoadValue } from "./index.ts";

/** Adds prices to items: by what is known now of the days the mail was valued with. */
export function addItemPrices(
  builder: Builder,
  { KillmailItem }: Pick<KillmailTypes, "KillmailItem">,
  loadValue: LoadValue,
): void {
  const prices = defineLoader<StoredKillmail, PricedKillmail>(
    async (mails, context) => {
      const asked = await Promise.all(
        mails.map(async (mail) => ({
          mail,
          value: await loadValue(mail, context),
        })),
      );
      // As long as a mail has no value, its items have no prices.
      const valued = asked.filter(({ value }) => value !== null);
      const priced = await context.app.valuation.priced(valued);
      return new Map(priced.map((one) => [one.mail, one]));
    },
  );

  async function unitPrice(item: EsiItem, context: GraphqlContext) {
    const { mail, container } = placeOf(item);
    const priced = await context.loaders.load(prices, mail, context);
    return priced?.unitPrice(item, container).price ?? null;
  }

  builder.objectFields(KillmailItem, (t) => ({
    unitPrice: t.string({
      nullable: true,
      description:
        "Of one, ISK as decimal text; null until the mail has been valued.",
      resolve: async (item, _, context) => {
        const price = await unitPrice(item, context);
        return price === null ? null : iskText(price);
      },
    }),
    totalPrice: t.string({
      nullable: true,
      description:
        "Of all of them, dropped and destroyed, without what a container holds; ISK as decimal text; null until the mail has been valued.",
      resolve: async (item, _, context) => {
        const price = await unitPrice(item, context);
        if (price === null) return null;
        const { quantity_dropped = 0, quantity_destroyed = 0 } = item;
        return iskText(
          plusCents(
            timesCents(price, quantity_dropped),
            timesCents(price, quantity_destroyed),
          ),
        );
      },
    }),
  }));
}
