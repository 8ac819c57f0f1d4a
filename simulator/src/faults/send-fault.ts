import type { FastifyReply } from "fastify";
import { errorLimitMessage } from "../esi/error-limit.ts";
import type { ServiceName } from "../http/request-record.ts";
import type { Fault } from "./fault.ts";

/**
 * Answers with a scripted status and body: JSON as ESI words it, or the plain text zKillboard and
 * file hosts answer with, unless something else was asked for.
 */
export async function sendFault(
  reply: FastifyReply,
  status: number,
  fault: Fault,
  service: ServiceName = "esi",
): Promise<void> {
  const isPlain = plainServices.includes(service);
  for (const [name, value] of Object.entries(fault.headers ?? {}))
    reply.header(name, value);
  reply.code(status);
  switch (fault.body ?? (isPlain ? "text" : "json")) {
    case "html":
      await reply
        .type("text/html")
        .send(
          `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`,
        );
      return;
    case "text":
      await reply
        .type("text/plain")
        .send(
          (isPlain ? plainTexts[status] : undefined) ??
            "Internal server error. Error ref: 5b1dfa17",
        );
      return;
    case "empty":
      await reply.send("");
      return;
    case "json":
      await reply.send(errorBody(status));
  }
}

const plainServices: readonly ServiceName[] = [
  "r2z2",
  "zkillboard",
  "everef",
  "janice",
  "mutamarket",
];

const plainTexts: Record<number, string> = {
  403: "error code: 1006",
  429: "error code: 1015",
  503: "503 Reinforced mode, please try again later",
};

/** The bodies seen on the live service. */
export const errorBody = (
  status: number,
): { error: string; timeout?: number } =>
  status === 504
    ? { error: "Timeout contacting tranquility", timeout: 10 }
    : { error: messages[status] ?? `Simulated fault ${status}` };

const messages: Record<number, string> = {
  420: errorLimitMessage,
  422: "Invalid killmail_id and/or killmail_hash",
  429: "Rate limit exceeded",
  502: "Bad gateway",
  503: "The datasource tranquility is temporarily unavailable",
};
