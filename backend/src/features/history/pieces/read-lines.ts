import { longestText, type Piece } from "../../killmails/index.ts";

/** A piece holds about so many bytes of text: enough to be worth a transaction, and a few of them are no burden. */
export const pieceBytes = 2 * 1024 * 1024;

const firstBytes = 256 * 1024;

/** Cuts a text of lines into pieces of whole lines. A line longer than `longestText` is passed over without being held; `onTooLong` is told the number of each line that is passed over. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  onTooLong: (line: number) => void,
  size = pieceBytes,
): AsyncGenerator<Piece> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  /** Of the held bytes, up to the end of the last whole line. */
  let wholeBytes = 0;
  /** The first ones are smaller: the earlier they come, the earlier all that follows is at work. */
  let wanted = Math.min(size, firstBytes);
  let line = 1;
  let isPassingOver = false;

  function take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    held.push(bytes);
    heldBytes += bytes.length;
  }

  function cut(to: number): Piece {
    const text = new Uint8Array(to);
    const rest: Uint8Array[] = [];
    let place = 0;
    for (const bytes of held) {
      const inside = Math.max(0, Math.min(bytes.length, to - place));
      text.set(bytes.subarray(0, inside), Math.min(place, to));
      if (inside < bytes.length) rest.push(bytes.subarray(inside));
      place += bytes.length;
    }
    held = rest;
    heldBytes -= to;
    wholeBytes = 0;
    return { text };
  }

  try {
    for await (const chunk of chunks) {
      let bytes = chunk;
      if (isPassingOver) {
        const end = bytes.indexOf(lineBreak);
        if (end < 0) continue;
        isPassingOver = false;
        line++;
        bytes = bytes.subarray(end + 1);
      }
      const last = bytes.lastIndexOf(lineBreak);
      if (last >= 0) wholeBytes = heldBytes + last + 1;
      line += count(bytes);
      take(bytes);
      if (wholeBytes >= wanted) {
        yield cut(wholeBytes);
        wanted = Math.min(size, wanted * 2);
      }
      if (heldBytes - wholeBytes > longestText) {
        onTooLong(line);
        if (wholeBytes > 0) yield cut(wholeBytes);
        held = [];
        heldBytes = 0;
        isPassingOver = true;
      }
    }
  } catch (error) {
    // The lines that came whole are not lost with the rest.
    if (wholeBytes > 0) yield cut(wholeBytes);
    throw error;
  }
  if (heldBytes > 0) yield cut(heldBytes);
}

const lineBreak = 10;

function count(bytes: Uint8Array): number {
  let found = 0;
  for (
    let at = bytes.indexOf(lineBreak);
    at >= 0;
    at = bytes.indexOf(lineBreak, at + 1)
  )
    found++;
  return found;
}
