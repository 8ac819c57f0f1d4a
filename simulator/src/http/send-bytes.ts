import { createReadStream } from "node:fs";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isUnchanged } from "./send-file.ts";

export interface ByteFile {
  path: string;
  bytes: number;
  etag: string;
  modifiedMs: number;
  contentType: string;
}

/**
 * Answers with a file, or one range of it: a download that broke off goes on where it was, unless
 * the file has become another (`If-Range`, `If-Match`). More ranges than one are answered whole.
 */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  file: ByteFile,
): FastifyReply {
  const { headers } = request;
  const { bytes, etag, modifiedMs } = file;
  reply
    .header("etag", etag)
    .header("last-modified", new Date(modifiedMs).toUTCString())
    .header("accept-ranges", "bytes")
    .header("access-control-allow-origin", "*");
  const match = headers["if-match"];
  if (match !== undefined && match !== "*" && match !== etag)
    return reply.code(412).send();
  if (isUnchanged(request, etag, modifiedMs)) return reply.code(304).send();

  const isSame = isSameFile(headers["if-range"], file);
  const range = isSame ? rangeOf(headers.range, bytes) : undefined;
  if (range === "beyond")
    return reply.code(416).header("content-range", `bytes */${bytes}`).send();
  const { first, last } = range ?? { first: 0, last: bytes - 1 };
  if (range)
    reply.code(206).header("content-range", `bytes ${first}-${last}/${bytes}`);
  reply.type(file.contentType).header("content-length", last - first + 1);
  return reply.send(createReadStream(file.path, { start: first, end: last }));
}

function isSameFile(
  condition: string | string[] | undefined,
  { etag, modifiedMs }: ByteFile,
): boolean {
  if (condition === undefined) return true;
  return condition === etag || condition === new Date(modifiedMs).toUTCString();
}

function rangeOf(
  header: string | undefined,
  bytes: number,
): { first: number; last: number } | "beyond" | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, from = "", to = ""] = asked ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, bytes - Number(to)) : Number(from);
  const last =
    from === "" || to === "" ? bytes - 1 : Math.min(Number(to), bytes - 1);
  return first > last || first >= bytes ? "beyond" : { first, last };
}
