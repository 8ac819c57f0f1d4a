import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Fault } from "../faults/fault.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { sendFault } from "../faults/send-fault.ts";
import { breakAnswer } from "./break-answer.ts";
import type { Clock } from "./clock.ts";
import { createDeliveries } from "./deliveries.ts";
import { processOf, recordOf } from "./record-of.ts";
import type { RequestLog } from "./request-log.ts";
import type { RequestRecord, ServiceName } from "./request-record.ts";

/** What a service adds to the record of the request it is answering. */
export interface RequestTrace {
  askedAtMs: number;
  group?: string;
  subject?: string;
  tokenCost?: number;
  fault?: Fault;
  isDamaged?: boolean;
}

export interface RequestPipeline {
  /** Records, delays and breaks the requests of one service as told. */
  attach(
    scope: FastifyInstance,
    service: ServiceName,
    /** The clock its answers are dated by, when that is not the simulator's. */
    clock?: { now(): Date },
  ): void;
  trace(request: FastifyRequest): RequestTrace;
}

export interface PipelineOptions {
  clock: Clock;
  log: RequestLog;
  faults: FaultBook;
  /** Services that break their answers themselves, because their accounting or packing must see it. */
  selfBreaking: readonly ServiceName[];
  /** Lets happen what a fault says about the character a request is about. */
  happen: (fault: Fault, request: FastifyRequest) => void;
}

/** Everything that is the same for all services: the request log and scripted faults. */
export function createRequestPipeline(
  options: PipelineOptions,
): RequestPipeline {
  const { clock, log, faults, selfBreaking } = options;
  const traces = new WeakMap<FastifyRequest, RequestTrace>();
  const deliveries = createDeliveries();

  const trace = (request: FastifyRequest): RequestTrace => {
    const known = traces.get(request);
    if (known) return known;
    const fresh: RequestTrace = { askedAtMs: Date.now() };
    traces.set(request, fresh);
    return fresh;
  };

  const record = (
    request: FastifyRequest,
    reply: FastifyReply,
    service: ServiceName,
    status = reply.statusCode,
  ): RequestRecord => {
    const { socket } = request.raw;
    const made = recordOf(request, reply, trace(request), {
      id: log.nextId(),
      time: clock.now().toISOString(),
      service,
      status,
      connection: deliveries.connectionOf(socket),
    });
    log.add(made);
    deliveries.follow(made, socket, reply.raw);
    return made;
  };

  return {
    trace,
    attach(scope, service, dated = clock) {
      scope.addHook("onRequest", async (request, reply) => {
        const url = new URL(request.originalUrl, "http://localhost");
        const traced = trace(request);
        const fault = faults.take({
          service,
          method: request.method,
          path: url.pathname,
          query: url.searchParams,
          process: processOf(request),
        });
        if (!fault) return;
        traced.fault = fault;
        if (fault.latencyMs !== undefined) await delay(fault.latencyMs);
        if (fault.drop === "before") {
          record(request, reply, service, 0);
          reply.hijack();
          request.raw.socket.destroy();
        } else if (
          fault.status !== undefined &&
          !selfBreaking.includes(service)
        )
          await sendFault(reply, fault.status, fault, service);
      });
      scope.addHook("preHandler", (request, _reply, done) => {
        const { fault } = trace(request);
        if (fault?.event) options.happen(fault, request);
        done();
      });
      scope.addHook("onSend", async (request, reply, payload) => {
        const { fault } = trace(request);
        const isBreaking =
          fault !== undefined &&
          (!selfBreaking.includes(service) || fault.truncate !== true);
        const sent = isBreaking
          ? breakAnswer(payload, fault, reply, request.raw.socket)
          : payload;
        if (isBreaking && (fault.truncate ?? fault.damage) === true)
          trace(request).isDamaged = true;
        if (fault?.drop !== undefined) trace(request).isDamaged = true;
        // A client that compares clocks must see the one its caches and tokens follow.
        reply.header("date", dated.now().toUTCString());
        const made = record(request, reply, service);
        if (made.expiresMs !== undefined)
          made.expiresMs += clock.now().getTime() - dated.now().getTime();
        if (fault?.holdMs !== undefined) await delay(fault.holdMs);
        if (fault?.drop === "after") request.raw.socket.destroy();
        return sent;
      });
    },
  };
}

const delay = (ms: number): Promise<void> =>
  new Promise((done) => setTimeout(done, ms).unref());
