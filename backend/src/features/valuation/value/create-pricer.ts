import type { Cents, CustomPrice, PriceBook } from "../../prices/index.ts";
import type { StaticFacts, TypeFacts } from "../../universe/index.ts";
import { dividedCents, mostCents, oneCent } from "./cents.ts";
import type { PricingMode } from "./kill-day.ts";
import { averageOf, isBelievable, isNear, meanOfDays } from "./mean-of-days.ts";
import type {
  BuildCost,
  CustomUnitPrice,
  FallbackUnitPrice,
  MarketPrice,
  UnitPrice,
} from "./unit-price.ts";

/** Prices of one day. Each is worked out once, however many mails ask for it. */
export interface Pricer {
  readonly unitPrice: (typeId: number) => UnitPrice;
}

export interface PricerTerms {
  readonly facts: StaticFacts;
  readonly book: PriceBook;
  /** Day of the kill: which custom price holds, and how new a fallback a first valuation may look at. */
  readonly killDay: number;
  /** The last day whose average counts. */
  readonly lastDay: number;
  readonly mode: PricingMode;
}

// Groups and categories of the static data.
const groups = { capsule: 29, titan: 30, supercarrier: 659 };
const mordunium = 4513;
const griemeer = 4759;
const categories = { skin: 91, structureModule: 66 };

const fixedGroups = new Map([
  [groups.capsule, { price: 10_000_00, kind: "A capsule" }],
  [mordunium, { price: 200_00, kind: "Mordunium ore" }],
  [griemeer, { price: 200_00, kind: "Griemeer ore" }],
]);

/** Those that are built, not traded: what few trades there are say nothing. */
const builtGroups = new Set([groups.titan, groups.supercarrier]);

/**
 * zKillboard's rule for what one of a type is worth, without its table of single types: a custom price takes its place.
 * In this sequence: a custom price, SKINs 0.01, titans, supercarriers, structure modules and rigs by what their
 * materials cost, capsules and two ores at fixed prices, the market's mean, materials, other sources, 0.01.
 */
export function createPricer(terms: PricerTerms): Pricer {
  const known = new Map<number, UnitPrice>();
  // Types whose materials are being priced: a recipe may lead back to its product.
  const open = new Set<number>();

  function unitPrice(typeId: number): UnitPrice {
    const before = known.get(typeId);
    if (before !== undefined) return before;
    const price = findPrice(typeId);
    // What was cut short by a circle is true for the circle only.
    if (open.size === 0 || price.rule !== "unknown") known.set(typeId, price);
    return price;
  }

  function findPrice(typeId: number): UnitPrice {
    const custom = customPrice(terms, typeId);
    if (custom !== null) return custom;
    const type = terms.facts.type(typeId);
    if (type?.categoryId === categories.skin)
      return { rule: "fixed", price: oneCent, kind: "A SKIN" };
    const isBuilt = type !== undefined && isPricedByMaterials(type);
    if (isBuilt) {
      const built = buildCost(typeId);
      if (built !== null && built.price > oneCent) return built;
    }
    const fixed = fixedGroups.get(type?.groupId ?? 0);
    if (fixed !== undefined) return { rule: "fixed", ...fixed };
    const market = marketPrice(terms, typeId);
    if (market !== null && market.price > oneCent) return market;
    const built = isBuilt ? null : buildCost(typeId);
    return (
      built ??
      fallbackPrice(terms, typeId) ??
      market ?? { rule: "unknown", price: oneCent }
    );
  }

  /** Null where nobody builds it, or one of the materials has no price: the others alone would be far too little. */
  function buildCost(typeId: number): BuildCost | null {
    const recipe = terms.facts.recipe(typeId);
    if (recipe === undefined || open.has(typeId) || recipe.productQuantity < 1)
      return null;
    open.add(typeId);
    try {
      const materials = recipe.materials.map((material) => ({
        ...material,
        unit: unitPrice(material.typeId),
      }));
      if (
        materials.length === 0 ||
        materials.some(({ unit }) => unit.rule === "unknown")
      )
        return null;
      const sum = materials.reduce(
        (total, { quantity, unit }) =>
          total + BigInt(quantity) * BigInt(unit.price),
        0n,
      );
      const { productQuantity } = recipe;
      const price = Math.min(dividedCents(sum, productQuantity), mostCents);
      return { rule: "build-cost", price, productQuantity, materials };
    } finally {
      open.delete(typeId);
    }
  }

  return { unitPrice };
}

/** Those that are built rather than traded, and structure modules with their rigs. */
export function isPricedByMaterials({
  groupId,
  categoryId,
}: TypeFacts): boolean {
  return builtGroups.has(groupId) || categoryId === categories.structureModule;
}

function customPrice(
  { book, killDay }: PricerTerms,
  typeId: number,
): CustomUnitPrice | null {
  let holding: CustomPrice | null = null;
  for (const one of book.custom(typeId))
    if (one.fromDay === null || one.fromDay <= killDay) holding = one;
  if (holding === null || !isBelievable(holding.price)) return null;
  const { price, fromDay, reason } = holding;
  return { rule: "custom", price, fromDay, reason };
}

function marketPrice(
  { book, lastDay, mode }: PricerTerms,
  typeId: number,
): MarketPrice | null {
  const daily = book.daily(typeId);
  const days = meanOfDays(daily, lastDay);
  if (days === null) return null;
  const own: Cents | null =
    mode === "repriced" ? averageOf(daily, lastDay) : null;
  const isLower = own !== null && own < days.mean && isNear(own, days.mean);
  return {
    rule: "market",
    price: isLower ? own : days.mean,
    days,
    loweredTo: isLower ? lastDay : null,
  };
}

function fallbackPrice(
  { book, killDay, mode }: PricerTerms,
  typeId: number,
): FallbackUnitPrice | null {
  const known = book
    .fallbacks(typeId, killDay)
    .find(
      ({ price, day }) =>
        isBelievable(price) && (mode === "repriced" || day <= killDay),
    );
  return known === undefined
    ? null
    : {
        rule: "fallback",
        price: known.price,
        source: known.source,
        day: known.day,
      };
}
