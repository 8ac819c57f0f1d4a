import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addressOfThisMachine } from "../http/address-of.ts";
import { rateLimitGroups } from "../esi/rate-limit.ts";
import { faultBody } from "../faults/fault.ts";
import type { ControlDeps } from "./control-service.ts";

const limitsBody = z.strictObject({
  tokens: z
    .strictObject({
      group: z.enum(rateLimitGroups),
      subject: z.string().min(1),
      spend: z.int().positive(),
    })
    .optional(),
  errors: z.strictObject({ spend: z.int().positive() }).optional(),
});

/** What goes wrong, and what somebody else already spent. */
export function registerFaultControls(
  scope: FastifyInstance,
  { faults, limiter, errorLimit }: ControlDeps,
): void {
  const state = () => ({ faults: faults.list(), struck: faults.struck() });
  scope.get("/faults", state);
  scope.post("/faults", (request, reply) => {
    faults.add(faultBody.parse(request.body));
    return reply.code(201).send(state());
  });
  scope.delete<{ Querystring: { name?: string } }>(
    "/faults",
    (request, reply) => {
      faults.clear(request.query.name);
      return reply.code(204).send();
    },
  );
  scope.post("/limits", (request, reply) => {
    const { tokens, errors } = limitsBody.parse(request.body);
    if (tokens) limiter.spend(tokens.group, tokens.subject, tokens.spend);
    if (errors) errorLimit.spend(addressOfThisMachine, errors.spend);
    return reply.code(204).send();
  });
}
