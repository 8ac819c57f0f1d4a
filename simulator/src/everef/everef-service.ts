import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Board } from "../boards/board.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import { sendBytes } from "../http/send-bytes.ts";
import { sendJsonFile } from "../http/send-file.ts";
import type { World } from "../world/world.ts";
import type { Archive } from "./archives.ts";
import { createArchives } from "./archives.ts";
import { createMarketHistory } from "./market-history.ts";

export interface EverefDeps {
  world: World;
  board: Board;
  pipeline: RequestPipeline;
  /** Where clients reach it, without a slash at the end. */
  url: () => string;
}

/** EVE Ref's files below `/everef`: the killmails of each day in one archive, and what things cost on it. */
export function registerEveref(scope: FastifyInstance, deps: EverefDeps): void {
  const { pipeline } = deps;
  const archives = createArchives(deps.world, deps.board);
  const market = createMarketHistory(deps.world, deps.board);
  scope.addHook("onClose", () => {
    archives.close();
    market.close();
  });

  const directory = (
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    names: readonly string[],
    files: readonly unknown[] = [],
    madeMs = archives.totalsMadeMs(),
  ): FastifyReply =>
    sendJsonFile(
      request,
      reply,
      {
        path,
        files,
        directories: names.map((name) => ({
          name,
          index_url: `${deps.url()}/${path}${name}/index.json`,
        })),
      },
      madeMs,
    );

  const fileOf = (archive: Archive, path: string): unknown => ({
    name: archive.name,
    url: `${deps.url()}/${path}${archive.name}`,
    size: archive.bytes,
    last_modified: new Date(archive.modifiedMs).toISOString(),
    etag: archive.etag.replaceAll('"', ""),
  });

  scope.get("/index.json", (request, reply) =>
    directory(request, reply, "", ["killmails", "market-history"]),
  );

  scope.get("/killmails/index.json", (request, reply) => {
    const years = new Set(archives.days().map((day) => day.slice(0, 4)));
    const totals = Buffer.byteLength(JSON.stringify(archives.totals()));
    return directory(
      request,
      reply,
      "killmails/",
      [...years],
      [
        {
          name: "totals.json",
          url: `${deps.url()}/killmails/totals.json`,
          size: totals,
          last_modified: new Date(archives.totalsMadeMs()).toISOString(),
        },
      ],
    );
  });

  scope.get("/killmails/totals.json", (request, reply) =>
    sendJsonFile(request, reply, archives.totals(), archives.totalsMadeMs()),
  );

  scope.get<{ Params: { year: string } }>(
    "/killmails/:year/index.json",
    async (request, reply) => {
      const { year } = request.params;
      const days = archives.days().filter((day) => day.startsWith(year));
      if (days.length === 0) return notFound(reply);
      const files: unknown[] = [];
      for (const day of days) {
        const archive = await archives.take(day);
        if (archive) files.push(fileOf(archive, `killmails/${year}/`));
      }
      return directory(request, reply, `killmails/${year}/`, [], files);
    },
  );

  scope.get<{ Params: { year: string; name: string } }>(
    "/killmails/:year/:name",
    async (request, reply) => {
      const { year, name } = request.params;
      const date = /^killmails-(\d{4})-(\d\d)-(\d\d)\.tar\.bz2$/.exec(name);
      const day = date?.slice(1).join("") ?? "";
      const { fault } = pipeline.trace(request);
      const archive = day.startsWith(year)
        ? await archives.take(day, fault?.forge)
        : undefined;
      if (!archive) return notFound(reply);
      if (fault?.rewrite === true) archives.rewrite(day);
      return sendBytes(request, reply, {
        ...archive,
        contentType: "application/x-bzip2",
      });
    },
  );

  scope.get("/market-history/index.json", async (request, reply) => {
    const years = new Set(market.days().map((day) => day.slice(0, 4)));
    return directory(
      request,
      reply,
      "market-history/",
      [...years],
      [
        {
          name: "totals.json",
          url: `${deps.url()}/market-history/totals.json`,
          size: Buffer.byteLength(JSON.stringify(await market.totals())),
          last_modified: new Date(market.madeMs()).toISOString(),
        },
      ],
      market.madeMs(),
    );
  });

  scope.get("/market-history/totals.json", async (request, reply) =>
    sendJsonFile(request, reply, await market.totals(), market.madeMs()),
  );

  scope.get<{ Params: { year: string } }>(
    "/market-history/:year/index.json",
    async (request, reply) => {
      const { year } = request.params;
      const days = market.days().filter((day) => day.startsWith(`${year}-`));
      if (days.length === 0) return notFound(reply);
      const path = `market-history/${year}/`;
      const files: unknown[] = [];
      for (const day of days) {
        const archive = await market.take(day);
        if (archive) files.push(fileOf(archive, path));
      }
      return directory(request, reply, path, [], files, market.madeMs());
    },
  );

  scope.get<{ Params: { year: string; name: string } }>(
    "/market-history/:year/:name",
    async (request, reply) => {
      const { year, name } = request.params;
      const day =
        /^market-history-(\d{4}-\d\d-\d\d)\.csv\.bz2$/.exec(name)?.[1] ?? "";
      const archive = day.startsWith(year) ? await market.take(day) : undefined;
      if (!archive) return notFound(reply);
      if (pipeline.trace(request).fault?.rewrite === true) market.rewrite(day);
      return sendBytes(request, reply, {
        ...archive,
        contentType: "application/x-bzip2",
      });
    },
  );

  scope.setNotFoundHandler((_request, reply) => notFound(reply));
}

const notFound = (reply: FastifyReply): FastifyReply =>
  reply.code(404).type("text/html").send("<h1>404 Not Found</h1>");
