import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { thriftOf } from "../http/thrift.ts";
import type { ControlDeps } from "./control-service.ts";

const yesOrNo = z
  .enum(["true", "false"])
  .transform((text) => text === "true")
  .optional();

const filter = z.strictObject({
  since: z.coerce.date().optional(),
  service: z.string().optional(),
  path: z.string().optional(),
  subject: z.string().optional(),
  process: z.string().optional(),
  isLost: yesOrNo,
  limit: z.coerce.number().int().min(1).optional(),
});

const thriftQuery = z.strictObject({
  since: z.coerce.date().optional(),
  diedWithinMs: z.coerce.number().int().min(0).optional(),
});

const deathBody = z.strictObject({
  process: z.string().min(1),
  /** Real time, milliseconds since 1970; by default now. */
  diedAtMs: z.int().positive().optional(),
});

/** What was asked, what it cost, what became of the answers. */
export function registerRequestControls(
  scope: FastifyInstance,
  { log }: ControlDeps,
): void {
  scope.get("/requests", (request) => ({
    requests: log.records(filter.parse(request.query)),
    totals: log.totals(),
  }));
  scope.delete("/requests", (_request, reply) => {
    log.clear();
    return reply.code(204).send();
  });
  scope.get("/requests/totals", () => log.totals());
  scope.get("/requests/thrift", (request) => {
    const { since, diedWithinMs } = thriftQuery.parse(request.query);
    return thriftOf(log.records({ since }), diedWithinMs);
  });
  scope.post("/requests/deaths", (request) => {
    const { process, diedAtMs = Date.now() } = deathBody.parse(request.body);
    return { requests: log.processDied(process, diedAtMs) };
  });
}
