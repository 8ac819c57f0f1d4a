import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { MemberRows } from "./static-data-members.ts";

/** The zip archive of these members, one JSON object a line; written as it is read, so a member of any size takes no more memory than a piece of it. */
export function writeArchive(
  members: ReadonlyMap<string, MemberRows>,
  options: { mtime: Date },
): NodeJS.ReadableStream {
  const zip = new ZipFile();
  for (const [name, rows] of members)
    zip.addReadStreamLazy(
      `${name}.jsonl`,
      // Without zones, so that the same build is the same bytes on every machine.
      { mtime: options.mtime, forceDosTimestamp: false, compressionLevel: 4 },
      (open) => open(null, Readable.from(pieces(rows()))),
    );
  zip.end();
  return zip.outputStream;
}

const pieceLength = 64 * 1024;

function* pieces(rows: Iterable<Record<string, unknown>>): Generator<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    if (text.length < pieceLength) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}
