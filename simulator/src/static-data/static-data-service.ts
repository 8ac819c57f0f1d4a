import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Universe } from "../world/universe.ts";
import { byteRange } from "./byte-range.ts";
import type { StaticDataBuild, StaticDataBuilds } from "./static-data-build.ts";
import { sdeRow, staticDataMembers } from "./static-data-members.ts";
import { writeArchive } from "./write-archive.ts";

interface Archive {
  bytes: Buffer;
  etag: string;
}

/** The static data export as `developers.eveonline.com/static-data` has it, below `/static-data`: the latest build and its archive of JSON lines. */
export function registerStaticData(
  scope: FastifyInstance,
  deps: { universe: Universe; builds: StaticDataBuilds },
): void {
  const { universe, builds } = deps;
  // One at a time: the archives of these worlds are a few megabytes.
  let kept: { build: StaticDataBuild; archive: Promise<Archive> } | undefined;

  const archiveOf = (build: StaticDataBuild): Promise<Archive> => {
    if (kept?.build !== build) kept = { build, archive: pack(universe, build) };
    return kept.archive;
  };

  scope.get("/tranquility/latest.jsonl", (request, reply) => {
    const build = builds.current();
    const bytes = Buffer.from(`${JSON.stringify(sdeRow(build))}\n`);
    return send(request, reply, build, { bytes, etag: etagOf(bytes) });
  });

  scope.get("/eve-online-static-data-latest-jsonl.zip", (request, reply) =>
    reply.redirect(
      request.originalUrl.replace(
        /eve-online-static-data-latest/,
        `tranquility/eve-online-static-data-${builds.current().number}`,
      ),
      302,
    ),
  );

  scope.get<{ Params: { file: string } }>(
    "/tranquility/:file",
    async (request, reply) => {
      const build = builds.current();
      const name = `eve-online-static-data-${build.number}-jsonl.zip`;
      if (request.params.file !== name)
        return reply.code(404).type("text/plain").send("Not found");
      return send(request, reply, build, await archiveOf(build));
    },
  );
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  build: StaticDataBuild,
  { bytes, etag }: Archive,
): FastifyReply {
  const modified = build.releasedAt.toUTCString();
  reply.headers({
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=300",
    etag,
    "last-modified": modified,
    "content-type": request.originalUrl.endsWith(".zip")
      ? "application/zip"
      : "application/jsonl",
  });
  if (isUnchanged(request, etag, build.releasedAt))
    return reply.code(304).send();
  const condition = String(request.headers["if-range"] ?? etag);
  const isSame = [etag, modified].includes(condition);
  const range = isSame
    ? byteRange(request.headers.range, bytes.length)
    : undefined;
  if (range === null)
    return reply
      .code(416)
      .header("content-range", `bytes */${bytes.length}`)
      .send();
  if (range === undefined) return reply.send(bytes);
  const { first, last } = range;
  return reply
    .code(206)
    .header("content-range", `bytes ${first}-${last}/${bytes.length}`)
    .send(bytes.subarray(first, last + 1));
}

function isUnchanged(
  { headers }: FastifyRequest,
  etag: string,
  releasedAt: Date,
): boolean {
  const asked = headers["if-none-match"];
  if (asked !== undefined) return asked === etag;
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return Math.floor(releasedAt.getTime() / 1_000) * 1_000 <= since;
}

async function pack(
  universe: Universe,
  build: StaticDataBuild,
): Promise<Archive> {
  const stream = writeArchive(staticDataMembers(universe, build), {
    mtime: build.releasedAt,
  });
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  return { bytes, etag: etagOf(bytes) };
}

const etagOf = (bytes: Buffer): string =>
  `"${createHash("sha1").update(bytes).digest("hex")}"`;
