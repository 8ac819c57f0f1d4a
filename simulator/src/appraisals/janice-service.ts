import type { FastifyInstance } from "fastify";
import { dailyPriceCents, hasMarket } from "../boards/daily-price.ts";
import { unitPriceCents } from "../boards/unit-price.ts";
import type { TypeFacts } from "../world/universe.ts";
import type { World } from "../world/world.ts";

const dayMs = 24 * 3_600_000;
const markets = [{ id: 2, name: "Jita 4-4" }];

/** Janice's pricer below `/janice/api/rest/v2`, for whoever shows a key. */
export function registerJanice(scope: FastifyInstance, world: World): void {
  const { universe } = world;

  scope.addHook("onRequest", async (request, reply) => {
    if (reply.sent) return;
    const key = request.headers["x-apikey"];
    if (typeof key !== "string" || key === "")
      await reply.code(401).send({ status: 401, title: "Unauthorized" });
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "*",
    { parseAs: "string" },
    (_request, body, done) => done(null, body),
  );

  const priced = (type: TypeFacts): unknown => {
    const now = world.killmailClock().getTime();
    const today = Math.floor(now / dayMs);
    const isk =
      (dailyPriceCents(universe, type, today) ??
        unitPriceCents(universe, type.id, now)) / 100;
    const prices = Object.fromEntries(
      ["", "5DayMedian", "30DayMedian"].flatMap((span) => [
        [`buyPrice${span}`, isk * 0.95],
        [`splitPrice${span}`, isk],
        [`sellPrice${span}`, isk * 1.05],
      ]),
    );
    return {
      date: new Date(today * dayMs).toISOString().replace(".000Z", "Z"),
      market: markets[0],
      buyOrderCount: 12,
      buyVolume: 1_200,
      sellOrderCount: 34,
      sellVolume: 3_400,
      immediatePrices: prices,
      top5AveragePrices: prices,
      itemType: {
        eid: type.id,
        name: type.name,
        volume: type.volume ?? 0,
        packagedVolume: type.volume ?? 0,
      },
    };
  };

  scope.get("/api/rest/v2/markets", () => markets);
  scope.get<{ Params: { id: string } }>(
    "/api/rest/v2/pricer/:id",
    (request, reply) => {
      const type = universe.type(Number(request.params.id));
      return type && isKnown(type) ? priced(type) : reply.code(404).send();
    },
  );
  scope.post("/api/rest/v2/pricer", (request, reply) => {
    const lines = (typeof request.body === "string" ? request.body : "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    if (lines.length === 0) return reply.code(400).send();
    return lines.flatMap((line) => {
      // Names are understood, too, but nothing here asks by name.
      const type = universe.type(Number(line));
      return type && isKnown(type) ? [priced(type)] : [];
    });
  });
  scope.setNotFoundHandler((_request, reply) => reply.code(404).send());

  /** It knows what can be sold on a market or by contract. */
  function isKnown(type: TypeFacts): boolean {
    return type.published || hasMarket(universe, type);
  }
}
