import { id, largestInt4, type TypeId } from "../../kernel/index.ts";
import {
  badUserInput,
  type Builder,
  idArg,
} from "../../platform/graphql/index.ts";
import { dayName, dayNamed } from "./days.ts";
import { iskText } from "./isk-text.ts";
import type { Cents, FallbackSource } from "./price-book.ts";
import type { PriceSource } from "./price-source.ts";
import type { Prices, PriceSourceState } from "./prices.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly prices: Pick<Prices, "book" | "sources">;
  }
}

/** As far back as a price still says something of a day. */
const weeks = 40;

interface TypePrice {
  readonly typeId: TypeId;
  readonly day: number;
  readonly ofDay: Cents | null;
  readonly latest: OnDay | null;
  readonly custom: {
    price: Cents;
    fromDay: number | null;
    reason: string;
  } | null;
  readonly others: readonly (OnDay & { source: FallbackSource })[];
}

interface OnDay {
  readonly day: number;
  readonly price: Cents;
}

/** Adds which sources this site takes prices from, and what they say of a type. */
export function addPrices(builder: Builder): void {
  const Source = builder.enumType("PriceSourceName", {
    description: "Where prices come from.",
    values: {
      EVEREF: {
        value: "everef",
        description:
          "EVE Ref's market history: The Forge's daily averages of every type.",
      },
      ESI_HISTORY: {
        value: "esi-history",
        description:
          "The same from ESI, of types that mails need and nobody has told.",
      },
      ESI_AVERAGE: {
        value: "esi-average",
        description: "ESI's `average_price`: a slow mean over all of New Eden.",
      },
      ESI_ADJUSTED: {
        value: "esi-adjusted",
        description: "ESI's `adjusted_price`, which industry goes by.",
      },
      JANICE: {
        value: "janice",
        description: "Janice: half way between Jita's buyers and sellers.",
      },
      MUTAMARKET: {
        value: "mutamarket",
        description:
          "Mutamarket: the median of what it takes the modules of a mutated type to be worth.",
      },
    } satisfies Record<string, { value: PriceSource; description: string }>,
  });

  const SourceState = builder
    .objectRef<PriceSourceState>("PriceSource")
    .implement({
      fields: (t) => ({
        source: t.expose("source", { type: Source }),
        isFallback: t.exposeBoolean("isFallback", {
          description:
            "False: it tells The Forge's daily averages, which go before all others.",
        }),
        lastAskedAt: t.expose("lastAskedAt", {
          type: "DateTime",
          nullable: true,
          description:
            "Null for sources that are asked type by type, and for one never asked yet.",
        }),
        nextAskAt: t.expose("nextAskAt", { type: "DateTime", nullable: true }),
        message: t.exposeString("message", {
          nullable: true,
          description: "What went wrong last; null: nothing.",
        }),
      }),
    });

  const isk = { description: "ISK as decimal text." };
  const PriceOnDay = builder.objectRef<OnDay>("PriceOnDay").implement({
    fields: (t) => ({
      day: t.string({ resolve: ({ day }) => dayName(day) }),
      priceIsk: t.string({ ...isk, resolve: ({ price }) => iskText(price) }),
    }),
  });
  const OtherPrice = builder
    .objectRef<TypePrice["others"][number]>("OtherPrice")
    .implement({
      fields: (t) => ({
        source: t.expose("source", { type: Source }),
        day: t.string({
          description: "When it was asked.",
          resolve: ({ day }) => dayName(day),
        }),
        priceIsk: t.string({ ...isk, resolve: ({ price }) => iskText(price) }),
      }),
    });
  const CustomPrice = builder
    .objectRef<NonNullable<TypePrice["custom"]>>("CustomPrice")
    .implement({
      fields: (t) => ({
        priceIsk: t.string({ ...isk, resolve: ({ price }) => iskText(price) }),
        from: t.string({
          nullable: true,
          description: "Since which day; null: from the beginning.",
          resolve: ({ fromDay }) =>
            fromDay === null ? null : dayName(fromDay),
        }),
        reason: t.exposeString("reason"),
      }),
    });
  const TypePriceRef = builder.objectRef<TypePrice>("TypePrice").implement({
    description: "What is known of a type's price on a day.",
    fields: (t) => ({
      typeId: t.id({ resolve: ({ typeId }) => String(typeId) }),
      day: t.string({ resolve: ({ day }) => dayName(day) }),
      averageIsk: t.string({
        nullable: true,
        description:
          "The Forge's average of that very day, ISK as decimal text; null when nothing was traded, or nothing is known.",
        resolve: ({ ofDay }) => (ofDay === null ? null : iskText(ofDay)),
      }),
      latest: t.expose("latest", {
        type: PriceOnDay,
        nullable: true,
        description: `The Forge's newest average of that day or the ${weeks} before.`,
      }),
      custom: t.expose("custom", {
        type: CustomPrice,
        nullable: true,
        description: "What this site's admins have set for that day.",
      }),
      others: t.field({
        type: [OtherPrice],
        description:
          "What the other sources say, in the order in which this site believes them: the newest at or before the day, or else the first after it.",
        resolve: ({ others }) => [...others],
      }),
    }),
  });

  builder.queryFields((t) => ({
    priceSources: t.field({
      type: [SourceState],
      description:
        "The sources this site takes prices from, in the order in which it believes them (PRICE_SOURCES). Prices set by its admins go before all of them.",
      resolve: (_, _args, { app }) => app.prices.sources(),
    }),
    typePrice: t.field({
      type: TypePriceRef,
      description:
        "What is known of a type's price on a day, `YYYY-MM-DD` in EVE's time (UTC).",
      args: {
        typeId: t.arg.id({ required: true }),
        date: t.arg.string({ required: true }),
      },
      resolve: async (_, { typeId, date }, { app }) => {
        const day = dayNamed(date);
        if (day === null)
          throw badUserInput("date must be a day such as 2021-11-27.");
        return readTypePrice(app.prices, idArg<TypeId>(typeId, "typeId"), day);
      },
    }),
  }));
}

async function readTypePrice(
  prices: Pick<Prices, "book">,
  typeId: TypeId,
  day: number,
): Promise<TypePrice> {
  // What no column of types can hold is the price of nothing.
  const ids = typeId > largestInt4 ? [] : [typeId];
  const book = await prices.book(ids, day - weeks, day);
  const latest = book.daily(typeId).at(-1);
  const set = book
    .custom(typeId)
    .findLast(({ fromDay }) => fromDay === null || fromDay <= day);
  return {
    typeId: id<TypeId>(typeId),
    day,
    ofDay: latest?.day === day ? latest.average : null,
    latest: latest ? { day: latest.day, price: latest.average } : null,
    custom: set ?? null,
    others: book.fallbacks(typeId, day),
  };
}
