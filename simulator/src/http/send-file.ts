import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Answers with a JSON file as a file server does: ETag, `Last-Modified` and 304. */
export function sendJsonFile(
  request: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  modifiedMs: number,
): FastifyReply {
  const text = JSON.stringify(body);
  const etag = `"${createHash("md5").update(text).digest("hex")}"`;
  reply
    .header("etag", etag)
    .header("last-modified", new Date(modifiedMs).toUTCString())
    .header("access-control-allow-origin", "*");
  if (isUnchanged(request, etag, modifiedMs)) return reply.code(304).send();
  return reply.type("application/json").send(text);
}

/** If-None-Match wins over If-Modified-Since (RFC 9110), weak and strong ETags compare equal. */
export function isUnchanged(
  { headers }: Pick<FastifyRequest, "headers">,
  etag: string,
  modifiedMs: number,
): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return tags
      .split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""))
      .some((tag) => tag === "*" || tag === etag);
  const sinceMs = Date.parse(headers["if-modified-since"] ?? "");
  return (
    !Number.isNaN(sinceMs) && Math.floor(modifiedMs / 1_000) * 1_000 <= sinceMs
  );
}
