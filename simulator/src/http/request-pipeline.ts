import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "./clock.ts";
import type { Fault, FaultBook } from "./faults.ts";
import type { RequestLog, RequestRecord, ServiceName } from "./request-log.ts";

/** What a service adds to the record of the request it is answering. */
interface RequestTrace {
  group?: string;
  subject?: string;
  tokenCost?: number;
  fault?: Fault;
}

export interface RequestPipeline {
  /** Records, delays and breaks the requests of one service as told. */
  attach(scope: FastifyInstance, service: ServiceName): void;
  trace(request: FastifyRequest): RequestTrace;
}

export interface PipelineOptions {
  clock: Clock;
  log: RequestLog;
  faults: FaultBook;
  /** Services that answer a scripted status themselves, because their accounting must see it. */
  selfAccounting: readonly ServiceName[];
}

/** Everything that is the same for all services: the request log and scripted faults. */
export function createRequestPipeline(
  options: PipelineOptions,
): RequestPipeline {
  const { clock, log, faults, selfAccounting } = options;
  const traces = new WeakMap<FastifyRequest, RequestTrace>();
  const records = new WeakMap<FastifyRequest, RequestRecord>();

  const trace = (request: FastifyRequest): RequestTrace => {
    const known = traces.get(request);
    if (known) return known;
    const fresh: RequestTrace = {};
    traces.set(request, fresh);
    return fresh;
  };

  return {
    trace,
    attach(scope, service) {
      scope.addHook("onRequest", async (request, reply) => {
        const url = new URL(request.originalUrl, "http://localhost");
        const fault = faults.take({
          service,
          method: request.method,
          path: url.pathname,
        });
        if (!fault) return;
        trace(request).fault = fault;
        if (fault.latencyMs !== undefined) await delay(fault.latencyMs);
        if (fault.status !== undefined && !selfAccounting.includes(service))
          await sendFault(reply, fault.status, fault);
      });
      scope.addHook("onSend", async (request, reply, payload) => {
        const record = recordOf(request, reply, service, clock, trace(request));
        records.set(request, record);
        log.add(record);
        const { fault } = trace(request);
        if (fault?.truncate && typeof payload === "string") {
          const cut = payload.slice(0, Math.floor(payload.length / 2));
          reply.header("content-length", Buffer.byteLength(cut));
          return Promise.resolve(cut);
        }
        return Promise.resolve(payload);
      });
      scope.addHook("onResponse", (request, _reply, done) => {
        const record = records.get(request);
        if (record) record.isDelivered = true;
        done();
      });
    },
  };
}

/** Answers with a scripted status and body: JSON as ESI words it unless HTML was asked for. */
export async function sendFault(
  reply: FastifyReply,
  status: number,
  fault: Fault,
): Promise<void> {
  for (const [name, value] of Object.entries(fault.headers ?? {}))
    reply.header(name, value);
  if (fault.body === "html")
    await reply
      .code(status)
      .type("text/html")
      .send(
        `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
      );
  else await reply.code(status).send({ error: faultMessage(status) });
}

const faultMessage = (status: number): string =>
  status === 503
    ? "The datasource tranquility is temporarily unavailable"
    : status === 504
      ? "Timeout contacting tranquility"
      : `Simulated fault ${status}`;

const delay = (ms: number): Promise<void> =>
  new Promise((done) => setTimeout(done, ms));

const secretParameters = new Set(
  "token access_token refresh_token code code_verifier code_challenge client_secret state".split(
    " ",
  ),
);

function recordOf(
  request: FastifyRequest,
  reply: FastifyReply,
  service: ServiceName,
  clock: Clock,
  trace: RequestTrace,
): RequestRecord {
  const url = new URL(request.originalUrl, "http://localhost");
  const query = [...url.searchParams].filter(
    ([name]) => !secretParameters.has(name),
  );
  const record: RequestRecord = {
    time: clock.now().toISOString(),
    service,
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(query),
    status: reply.statusCode,
    isDelivered: false,
  };
  if (trace.group !== undefined) record.group = trace.group;
  if (trace.subject !== undefined) record.subject = trace.subject;
  if (trace.tokenCost !== undefined) record.tokenCost = trace.tokenCost;
  if (trace.fault) record.fault = trace.fault.name;
  // Browsers cannot set User-Agent; ESI takes these instead.
  const agent =
    request.headers["x-user-agent"] ??
    url.searchParams.get("user_agent") ??
    request.headers["user-agent"];
  if (typeof agent === "string") record.userAgent = agent;
  return record;
}
