import type { FallbackSource } from "../../prices/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { iskText, timesCents } from "./cents.ts";
import { dayText } from "./kill-day.ts";
import type { BuildCost, MarketPrice, UnitPrice } from "./unit-price.ts";

/** Where a unit price comes from, for whoever asks "why?". */
export interface PriceExplanation {
  readonly rule: UnitPrice["rule"];
  /** Who said so, in words. */
  readonly source: string;
  /** The days whose prices were looked at, as `2024-01-31`; null where no day matters. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  /** The rule with the numbers it used: sentences in English. */
  readonly text: string;
}

export function explainPrice(
  unit: UnitPrice,
  facts: StaticFacts,
): PriceExplanation {
  const nowhere = { rule: unit.rule, fromDay: null, toDay: null };
  switch (unit.rule) {
    case "custom": {
      const since =
        unit.fromDay === null ? "" : `, from ${dayText(unit.fromDay)} on`;
      return {
        ...nowhere,
        source: "This site's own prices",
        fromDay: unit.fromDay === null ? null : dayText(unit.fromDay),
        text: `Set by hand${since}: ${sentence(unit.reason)}`,
      };
    }
    case "fixed":
      return {
        ...nowhere,
        source: "Fixed",
        text: `${unit.kind} counts ${iskText(unit.price)} ISK, whatever the market says.`,
      };
    case "build-cost":
      return {
        ...nowhere,
        source: "Materials",
        text: explainBuildCost(unit, facts),
      };
    case "market":
      return {
        rule: unit.rule,
        source: "The Forge, daily averages",
        fromDay: dayText(unit.days.fromDay),
        toDay: dayText(unit.loweredTo ?? unit.days.toDay),
        text: explainMean(unit),
      };
    case "fallback":
      return {
        rule: unit.rule,
        source: fallbackNames[unit.source],
        fromDay: dayText(unit.day),
        toDay: dayText(unit.day),
        text: `The Forge has no daily average of it; ${fallbackNames[unit.source]} said ${iskText(unit.price)} ISK on ${dayText(unit.day)}.`,
      };
    case "unknown":
      return {
        ...nowhere,
        source: "None",
        text: "No source knows a price, so it counts 0.01 ISK.",
      };
  }
}

const fallbackNames: Record<FallbackSource, string> = {
  "esi-average": "ESI's average price",
  "esi-adjusted": "ESI's adjusted price",
  janice: "Janice",
  mutamarket: "Mutamarket",
};

function explainMean({ days, loweredTo, price }: MarketPrice): string {
  const { found, fromDay, toDay, droppedLow, droppedHigh, leftOut } = days;
  const dropped = [
    ...(droppedLow > 0 ? [`the ${droppedLow} lowest`] : []),
    ...(droppedHigh > 0 ? [`the ${droppedHigh} highest`] : []),
    ...(leftOut > 0
      ? [`${leftOut} that differ a hundredfold from the others`]
      : []),
  ].join(" and ");
  const span =
    found === 1
      ? `The daily average of ${dayText(toDay)}`
      : `Mean of ${found} daily averages from ${dayText(fromDay)} to ${dayText(toDay)}`;
  const mean = `${span}${dropped === "" ? "" : `, without ${dropped}`}: ${iskText(days.mean)} ISK.`;
  return loweredTo === null
    ? mean
    : `${mean} The average of ${dayText(loweredTo)} itself is lower and counts: ${iskText(price)} ISK.`;
}

function explainBuildCost(
  { materials, productQuantity }: BuildCost,
  facts: StaticFacts,
): string {
  const dearest = materials.toSorted(
    (a, b) => worth(b) - worth(a) || a.typeId - b.typeId,
  );
  const shown = dearest.slice(0, mostMaterials).map((material) => {
    const name = facts.type(material.typeId)?.name ?? `type ${material.typeId}`;
    return `${material.quantity} x ${name} at ${iskText(material.unit.price)}`;
  });
  const more = dearest.length - shown.length;
  const per =
    productQuantity === 1 ? "" : `, for ${productQuantity} in one run`;
  return `What its ${materials.length} materials cost${per}: ${shown.join(", ")}${more > 0 ? `, and ${more} more that cost less` : ""}.`;
}

/** The dearest say most of it; a titan has two dozen. */
const mostMaterials = 8;

function worth({ quantity, unit }: BuildCost["materials"][number]): number {
  return timesCents(unit.price, quantity);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
