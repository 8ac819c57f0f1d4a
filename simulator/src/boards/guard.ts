import type { FastifyInstance, FastifyRequest } from "fastify";
import { addressOf } from "../http/address-of.ts";
import type { RequestPipeline } from "../http/request-pipeline.ts";
import { createRequestLimit } from "./request-limit.ts";

export interface GuardOptions {
  pipeline: RequestPipeline;
  /** Names the limit in the records of requests. */
  group: string;
  perSecond: number;
  now: () => number;
}

/** What stands in front of zKillboard's hosts: no blank User-Agent, no haste. */
export function guard(scope: FastifyInstance, options: GuardOptions): void {
  const { pipeline, group, perSecond, now } = options;
  const limit = createRequestLimit(perSecond, now);

  // The numbers are Cloudflare's.
  const refusalOf = (
    request: FastifyRequest,
  ): { status: number; code: number } | undefined => {
    if ((request.headers["user-agent"] ?? "").trim() === "")
      return { status: 403, code: 1010 };
    const address = addressOf(request);
    Object.assign(pipeline.trace(request), { group, subject: address });
    const verdict = limit.note(address);
    if (verdict === "banned") return { status: 403, code: 1006 };
    return verdict === "limited" ? { status: 429, code: 1015 } : undefined;
  };

  scope.addHook("onRequest", async (request, reply) => {
    // A fault may have answered already.
    if (reply.sent) return;
    const refusal = refusalOf(request);
    if (refusal)
      await reply
        .code(refusal.status)
        .type("text/plain")
        .send(`error code: ${refusal.code}`);
  });
}
