import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Board } from "../boards/board.ts";
import { guard } from "../boards/guard.ts";
import { unitPriceCents } from "../boards/unit-price.ts";
import { twistKillmail } from "../faults/twist-killmail.ts";
import { addressOf } from "../http/address-of.ts";
import type { Clock } from "../http/clock.ts";
import { packTexts } from "../http/pack-texts.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import type { World } from "../world/world.ts";
import { createBlunders } from "./blunders.ts";
import { createCachedPages } from "./cached-pages.ts";
import { createKillFinder } from "./find-killmails.ts";
import { parseKillQuery, RefusedQuery } from "./kill-query.ts";
import type { ZkillboardSettings } from "./zkillboard-settings.ts";

export interface ZkillboardDeps {
  world: World;
  board: Board;
  /** The simulator's own. */
  clock: Clock;
  settings: ZkillboardSettings;
  pipeline: RequestPipeline;
}

/** zKillboard's API below `/zkillboard/api`. */
export function registerZkillboard(
  scope: FastifyInstance,
  deps: ZkillboardDeps,
): void {
  const { world, board, clock, settings, pipeline } = deps;
  const now = (): number => board.now();
  const find = createKillFinder(world, board);
  const pages = createCachedPages(now);
  const blunders = createBlunders(now);

  packTexts(scope);
  // There is no official number for this host; ten a second was seen to work in 2026.
  guard(scope, { pipeline, group: "zkillboard", perSecond: 10, now });

  /** Whoever asks may live by a later clock than the killmails' and ask for its own year. */
  const latestYear = (): number =>
    new Date(Math.max(now(), clock.now().getTime())).getUTCFullYear();

  const refuse = (
    request: FastifyRequest,
    reply: FastifyReply,
    reason: string,
  ): FastifyReply => {
    blunders.note(addressOf(request));
    return reply.header("access-control-allow-origin", "*").send({
      error: reason,
    });
  };

  const list = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (request.originalUrl.includes("?"))
      return reply
        .code(403)
        .type("text/plain")
        .send("403 Forbidden - Do not include a query string to evade cache");
    if (blunders.areTooMany(addressOf(request)))
      return reply.redirect("/zkillboard/api/blocked.json", 302);
    const path = pathBelowApi(request);
    try {
      const query = parseKillQuery(path, latestYear());
      const page = pages.take(`${settings.shape} ${path}`, () => find(query));
      const { fault } = pipeline.trace(request);
      const kills = page.entries.map((entry, place) => {
        const zkb = board.zkbOf(entry, page.madeMs);
        if (settings.shape === "short") return { killmail_id: entry.id, zkb };
        const body = world.bodyOf(entry);
        const forge = place === 0 ? fault?.forge : undefined;
        return { ...twistKillmail(body, forge), zkb };
      });
      return reply
        .header("access-control-allow-origin", "*")
        .header("cache-control", "public, max-age=3600")
        .header("last-modified", new Date(page.madeMs).toUTCString())
        .header("expires", new Date(page.expiresMs).toUTCString())
        .type("application/json; charset=utf-8")
        .send(JSON.stringify(kills, null, query.isPretty ? 2 : undefined));
    } catch (error) {
      if (error instanceof RefusedQuery)
        return refuse(request, reply, error.message);
      throw error;
    }
  };

  scope.get("/api/blocked.json", (_request, reply) =>
    reply.send({ error: "Too many errors. Please correct your requests." }),
  );
  // The day files moved to R2Z2 in January 2026.
  scope.get("/api/history/*", (_request, reply) => notFound(reply));
  scope.get<{ Params: { id: string } }>("/api/prices/:id", (request) => {
    const typeId = Number(request.params.id);
    const todayMs = now();
    const price = (daysAgo: number): number =>
      unitPriceCents(world.universe, typeId, todayMs - daysAgo * dayMs) / 100;
    const days = Array.from({ length: 34 }, (_, daysAgo) => [
      new Date(todayMs - daysAgo * dayMs).toISOString().slice(0, 10),
      price(daysAgo),
    ]);
    return {
      typeID: typeId,
      ...(Object.fromEntries(days.reverse()) as Record<string, number>),
      currentPrice: price(0),
    };
  });
  scope.post<{ Params: { id: string; hash: string } }>(
    "/api/killmail/add/:id/:hash",
    (request, reply) => {
      const id = Number(request.params.id);
      const isNew = board.entry(id) === undefined;
      if (!world.killmail(id, request.params.hash))
        return reply
          .code(422)
          .send({ status: "error", error: "Invalid killmail id or hash" });
      if (isNew) world.publish(id);
      return {
        status: "success",
        new: isNew,
        delayed: false,
        delay: 0,
        url: `https://zkillboard.com/kill/${id}/`,
      };
    },
  );
  scope.get("/api/*", list);
  scope.setNotFoundHandler((_request, reply) => notFound(reply));
}

const dayMs = 24 * 3_600_000;

/** As it was written: the router has no eye for a missing slash at the end. */
const pathBelowApi = (request: FastifyRequest): string =>
  request.originalUrl.replace(/^\/zkillboard\/api/, "");

const notFound = (reply: FastifyReply): FastifyReply =>
  reply.code(404).type("text/html").send("<h1>404 Not Found</h1>");
