import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";

/** Gzips answers for clients that take it: after everything else, so that faults break texts and not the packing. */
export function packTexts(scope: FastifyInstance): void {
  scope.addHook("onSend", (request, reply, payload, done) => {
    const isWanted =
      (request.headers["accept-encoding"] ?? "").includes("gzip") &&
      String(reply.getHeader("content-type") ?? "").includes("json");
    if (isWanted && typeof payload === "string" && payload.length > 1_024) {
      const zip = gzipSync(payload, { level: 1 });
      reply
        .header("content-encoding", "gzip")
        .header("content-length", zip.length);
      done(null, zip);
      return;
    }
    // A stream of known length is one that a fault breaks off.
    if (
      isWanted &&
      payload instanceof Readable &&
      !reply.hasHeader("content-length")
    ) {
      reply.header("content-encoding", "gzip");
      done(null, payload.pipe(createGzip({ level: 1 })));
      return;
    }
    done(null, payload);
  });
}
