import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { feedState } from "../r2z2/feed.ts";
import { zkillboardShape } from "../zkillboard/zkillboard-settings.ts";
import type { ControlDeps } from "./control-service.ts";

const labelsBody = z.strictObject({
  labels: z.array(z.string().min(1)).min(1),
});

const zkillboardBody = z.strictObject({ shape: zkillboardShape });

const feedBody = z.strictObject({ skip: z.int().min(1).max(10_000) });

/** What the public services know and show. */
export function registerBoardControls(
  scope: FastifyInstance,
  { world, board, feed, zkillboard }: ControlDeps,
): void {
  const unknown = { error: "no such killmail" };

  scope.post<{ Params: { id: string } }>(
    "/killmails/:id/publish",
    (request, reply) =>
      world.publish(Number(request.params.id)) ?? reply.code(404).send(unknown),
  );

  scope.post<{ Params: { id: string } }>(
    "/killmails/:id/labels",
    (request, reply) => {
      const { labels } = labelsBody.parse(request.body);
      const entry = board.relabel(Number(request.params.id), labels);
      if (!entry) return reply.code(404).send(unknown);
      feed.rewrite(entry.id);
      return board.zkbOf(entry);
    },
  );

  scope.get("/zkillboard", () => zkillboard);
  scope.post("/zkillboard", (request) =>
    Object.assign(zkillboard, zkillboardBody.parse(request.body)),
  );

  scope.get("/feed", () => feedState(feed));
  scope.post("/feed", (request) => {
    feed.skip(feedBody.parse(request.body).skip);
    return feedState(feed);
  });
}
