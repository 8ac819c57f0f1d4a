import type { FastifyInstance, FastifyReply } from "fastify";
import type { Board } from "../boards/board.ts";
import { guard } from "../boards/guard.ts";
import type { Twist } from "../faults/twist-killmail.ts";
import { twistKillmail } from "../faults/twist-killmail.ts";
import { packTexts } from "../http/pack-texts.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import { sendJsonFile } from "../http/send-file.ts";
import type { World } from "../world/world.ts";
import type { Feed, FeedFile } from "./feed.ts";
import { createHistory } from "./history.ts";

export interface R2z2Deps {
  world: World;
  board: Board;
  feed: Feed;
  pipeline: RequestPipeline;
}

/** zKillboard's file host below `/r2z2`: the live feed as numbered files, and the days gone by. */
export function registerR2z2(scope: FastifyInstance, deps: R2z2Deps): void {
  const { world, board, feed, pipeline } = deps;
  const history = createHistory(world, board);
  packTexts(scope);
  guard(scope, {
    pipeline,
    group: "r2z2",
    perSecond: 15,
    now: () => board.now(),
  });

  const documentOf = (
    file: FeedFile,
    sequence: number,
    forge: Twist | undefined,
  ): unknown => {
    const { entry } = file;
    const body = world.bodyOf(entry);
    const zkb = board.zkbOf(entry);
    return {
      killmail_id: entry.id,
      hash: zkb.hash,
      esi: twistKillmail(body, forge),
      zkb: {
        ...zkb,
        attackerCount: body.attackers.length,
        href: `https://esi.evetech.net/killmails/${entry.id}/${zkb.hash}/`,
      },
      uploaded_at: Math.floor(file.writtenMs / 1_000),
      sequence_id: sequence,
      ...(file.updated === undefined ? {} : { sequence_updated: file.updated }),
    };
  };

  scope.get("/ephemeral/sequence.json", (request, reply) => {
    const { sequence, writtenMs } = feed.shown();
    return sendJsonFile(request, reply, { sequence }, writtenMs);
  });

  scope.get<{ Params: { name: string } }>(
    "/ephemeral/:name",
    (request, reply) => {
      const sequence = Number(/^(\d+)\.json$/.exec(request.params.name)?.[1]);
      const { fault } = pipeline.trace(request);
      const file =
        feed.file(sequence) ??
        (fault?.repeat === true ? feed.newest() : undefined);
      return file
        ? sendJsonFile(
            request,
            reply,
            documentOf(file, sequence, fault?.forge),
            file.writtenMs,
          )
        : notFound(reply);
    },
  );

  scope.get("/history/totals.json", (request, reply) =>
    sendJsonFile(request, reply, history.totals(), history.madeMs()),
  );

  scope.get<{ Params: { name: string } }>(
    "/history/:name",
    (request, reply) => {
      const hashes = history.hashes(dayIn(request.params.name));
      return hashes
        ? sendJsonFile(request, reply, hashes, history.madeMs())
        : notFound(reply);
    },
  );

  scope.get<{ Params: { name: string } }>(
    "/history/raw/:name",
    (request, reply) => {
      const { fault } = pipeline.trace(request);
      const text = history.raw(dayIn(request.params.name), {
        isCut: fault?.truncate === true,
        forge: fault?.forge,
      });
      return text
        ? reply
            .type("application/json")
            .header("last-modified", new Date(history.madeMs()).toUTCString())
            .send(text)
        : notFound(reply);
    },
  );

  scope.setNotFoundHandler((_request, reply) => notFound(reply));
}

const dayIn = (name: string): string => /^(\d{8})\.json$/.exec(name)?.[1] ?? "";

const notFound = (reply: FastifyReply): FastifyReply =>
  reply
    .code(404)
    .type("text/html")
    .send(
      "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body>Object not found</body></html>",
    );
