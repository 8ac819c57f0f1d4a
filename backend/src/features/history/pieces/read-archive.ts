import { openBzip2, readTar } from "../../../platform/archives/index.ts";
import { longestText, type Piece } from "../../killmails/index.ts";
import { pieceBytes } from "./read-lines.ts";

/** The killmails of a day's archive (tar.bz2, one JSON file a mail), cut into pieces. `onTooLarge` is told of files that can be none; they are passed over. */
export async function* readArchive(
  path: string,
  onTooLarge: (sentence: string) => void,
  size = pieceBytes,
): AsyncGenerator<Piece> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const files = readTar(openBzip2(path), {
    largest: longestText,
    onTooLarge: (name, length) =>
      onTooLarge(
        `${name} in ${path} is ${Math.round(length / 1e6)} MB large, which no killmail is: passed over`,
      ),
  });
  try {
    for await (const file of files) {
      if (!file.name.endsWith(".json")) continue;
      parts.push(file.bytes);
      bytes += file.bytes.length;
      if (bytes < size) continue;
      yield toPiece(parts, bytes);
      parts = [];
      bytes = 0;
    }
  } catch (error) {
    // What came whole is not lost with the rest.
    if (parts.length > 0) yield toPiece(parts, bytes);
    throw error;
  }
  if (parts.length > 0) yield toPiece(parts, bytes);
}

function toPiece(parts: readonly Uint8Array[], bytes: number): Piece {
  const text = new Uint8Array(bytes);
  const ends = new Uint32Array(parts.length);
  let end = 0;
  for (const [index, part] of parts.entries()) {
    text.set(part, end);
    ends[index] = end += part.length;
  }
  return { text, ends };
}
