import {
  dailyPriceCents,
  hasMarket,
  marketTypes,
} from "../../boards/daily-price.ts";
import { lazy } from "../../world/universe.ts";
import type { World } from "../../world/world.ts";
import type { EsiRequest, EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";

const dayMs = 24 * 3_600_000;
const theForge = 10_000_002;
/** A day's prices are told at 11:05 of the next. */
const toldMs = (11 * 60 + 5) * 60_000;
const historyDays = 400;
/** Over so many days goes `average_price`. */
const meanDays = 28;

/** Prices, public and without a budget of their own: errors count towards the old limit. */
export function marketRoutes(world: World): EsiRoute[] {
  const { universe } = world;
  const types = lazy(() => marketTypes(universe));
  const lastDay = (): number =>
    Math.floor((world.killmailClock().getTime() - toldMs) / dayMs) - 1;

  return [
    {
      method: "GET",
      path: "/markets/prices",
      cache: 3_600,
      answer: () =>
        types().map((type) => {
          const last = lastDay();
          let [sum, count] = [0, 0];
          for (let back = 0; back < meanDays; back++) {
            const price = dailyPriceCents(universe, type, last - back);
            if (price === undefined) continue;
            sum += price;
            count++;
          }
          const average = Math.round(sum / count) / 100;
          return {
            // What nobody traded has neither.
            ...(count > 0 && {
              adjusted_price: Math.round(average * 95) / 100,
              average_price: average,
            }),
            type_id: type.id,
          };
        }),
    },
    {
      method: "GET",
      path: "/markets/:region_id/history",
      cache: "daily",
      variesBy: ["type_id"],
      answer(request) {
        const regionId = idOf(request, "region_id");
        const type = universe.type(typeIdOf(request));
        // The invented world has no Forge, and its prices all the same.
        if (regionId !== theForge && !universe.region(regionId))
          throw new EsiError(404, "Region not found!");
        if (!type || !hasMarket(universe, type))
          throw new EsiError(404, "Type not found!");
        if (regionId !== theForge) return [];
        const last = lastDay();
        return Array.from({ length: historyDays }, (_, place) => {
          const day = last - historyDays + 1 + place;
          const price = dailyPriceCents(universe, type, day);
          if (price === undefined) return [];
          const isk = (share: number): number =>
            Math.max(1, Math.round(price * share)) / 100;
          const orders = 1 + (type.id % 97);
          return [
            {
              average: isk(1),
              date: new Date(day * dayMs).toISOString().slice(0, 10),
              highest: isk(1.05),
              lowest: isk(0.95),
              order_count: orders,
              volume: orders * 10,
            },
          ];
        }).flat();
      },
    },
  ];
}

function typeIdOf({ query }: EsiRequest): number {
  const text = query.get("type_id") ?? "";
  if (!/^\d{1,9}$/.test(text))
    throw new EsiError(400, "Bad Request", [
      { location: "query.type_id", message: "expected integer", value: text },
    ]);
  return Number(text);
}
