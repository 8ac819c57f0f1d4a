import type { FastifyReply, FastifyRequest } from "fastify";
import type { RequestTrace } from "./request-pipeline.ts";
import type { RequestRecord } from "./request-record.ts";

const secretParameters = new Set(
  "token access_token refresh_token code code_verifier code_challenge client_secret state".split(
    " ",
  ),
);

/** The record of a request at the moment its answer was computed. */
export function recordOf(
  request: FastifyRequest,
  reply: FastifyReply,
  trace: RequestTrace,
  known: Pick<
    RequestRecord,
    "id" | "time" | "service" | "status" | "connection"
  >,
): RequestRecord {
  const url = new URL(request.originalUrl, "http://localhost");
  const query = [...url.searchParams].filter(
    ([name]) => !secretParameters.has(name),
  );
  const record: RequestRecord = {
    ...known,
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(query),
    isDelivered: false,
    askedAtMs: trace.askedAtMs,
  };
  const route = request.routeOptions.url;
  if (route !== undefined) record.route = route;
  if (trace.group !== undefined) record.group = trace.group;
  if (trace.subject !== undefined) record.subject = trace.subject;
  if (trace.tokenCost !== undefined) record.tokenCost = trace.tokenCost;
  if (trace.fault) record.fault = trace.fault.name;
  if (trace.isDamaged === true) record.isDamaged = true;
  const etag = reply.getHeader("etag");
  if (typeof etag === "string") record.etag = etag.replace(/^W\/|"/g, "");
  const expiresMs = Date.parse(String(reply.getHeader("expires") ?? ""));
  if (!Number.isNaN(expiresMs)) record.expiresMs = expiresMs;
  const agent = agentOf(request);
  if (agent !== undefined) record.userAgent = agent;
  const process = processOf(request);
  if (process !== undefined) record.process = process;
  return record;
}

/** A client names its process as a product of its User-Agent: `MyBoard/1.0 process/worker-3`. */
export const processOf = (request: FastifyRequest): string | undefined =>
  /(?:^|[\s(;])process\/([\w.:@-]+)/.exec(agentOf(request) ?? "")?.[1];

/** Browsers cannot set User-Agent; ESI takes these instead. */
function agentOf(request: FastifyRequest): string | undefined {
  const url = new URL(request.originalUrl, "http://localhost");
  const agent =
    request.headers["x-user-agent"] ??
    url.searchParams.get("user_agent") ??
    request.headers["user-agent"];
  return typeof agent === "string" ? agent : undefined;
}
