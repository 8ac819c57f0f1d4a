import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addKillmails } from "../world/add-killmails.ts";
import {
  directorsByCorporation,
  sampleRecipients,
} from "../world/sample-recipients.ts";
import type { ControlDeps } from "./control-service.ts";
import { parseKillmailBody } from "./control-bodies.ts";

const ids = z.array(z.int().positive());
const hash = z.string().regex(/^[0-9a-f]{40}$/);

const rehashBody = z.strictObject({
  listed: hash.optional(),
  recipientId: z.int().positive().optional(),
  answers: hash.optional(),
});

const sampleBody = z.strictObject({
  characters: z.int().min(0).default(200),
  corporations: z.int().min(0).default(10),
  mostMails: z.int().min(1).default(1_500),
  seed: z.int().optional(),
});

const replayBody = z.strictObject({
  characterIds: ids.optional(),
  corporationIds: ids.optional(),
  overMs: z.int().min(0),
  initialShare: z.number().min(0).max(1).optional(),
  order: z.enum(["time", "shuffled"]).optional(),
  seed: z.int().optional(),
});

/** The killmails there are, under which hashes, and when they are released. */
export function registerWorldControls(
  scope: FastifyInstance,
  { world }: ControlDeps,
): void {
  scope.post("/killmails", (request, reply) => {
    const { count, isPublic, ...partial } = z
      .looseObject({
        count: z.int().min(1).max(20_000).optional(),
        isPublic: z.boolean().optional(),
      })
      .parse(request.body ?? {});
    const added = addKillmails(world, count ?? 1, parseKillmailBody(partial), {
      isPublic,
    });
    const references = added.map(({ killmail_id, killmail_hash }) => ({
      id: killmail_id,
      hash: killmail_hash,
    }));
    if (count !== undefined)
      return reply.code(201).send({ killmails: references });
    const [one] = references;
    return reply.code(201).send({
      ...one,
      killmail: world.killmail(one?.id ?? 0, one?.hash ?? ""),
    });
  });

  scope.post<{ Params: { id: string } }>(
    "/killmails/:id/hash",
    (request, reply) =>
      world.rehash(Number(request.params.id), rehashBody.parse(request.body)) ??
      reply.code(404).send({ error: "no such killmail" }),
  );

  scope.get<{ Params: { id: string } }>(
    "/corporations/:id",
    (request, reply) => {
      const id = Number(request.params.id);
      const corporation = world.people.corporation(id);
      if (!corporation)
        return reply.code(404).send({ error: "no such corporation" });
      return {
        ...corporation,
        directorIds: directorsByCorporation(world).get(id) ?? [],
        killmails: world.listForCorporation(id),
      };
    },
  );

  scope.post("/sample", (request) =>
    sampleRecipients(world, sampleBody.parse(request.body ?? {})),
  );

  scope.get("/replay", () => world.replayProgress() ?? { isOver: true });
  scope.post("/replay", (request, reply) =>
    reply.code(201).send(world.replay(replayBody.parse(request.body))),
  );
  scope.post("/replay/finish", () => {
    world.finishReplay();
    return world.replayProgress() ?? { isOver: true };
  });
  scope.delete("/replay", (_request, reply) => {
    world.endReplay();
    return reply.code(204).send();
  });
}
