import { RejectedError } from "../../../kernel/index.ts";

/** A line longer than this is none of the static data's. */
const longestLine = 16 * 1024 * 1024;

/** The lines of a text that comes piece by piece, without empty ones. */
export async function* readLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine)
      throw new RejectedError(
        "STATIC_DATA_SHAPE",
        `A line of more than ${longestLine / 2 ** 20} MB is no line of the static data.`,
      );
    yield lines.filter(isFilled);
  }
  yield [rest + decoder.decode()].filter(isFilled);
}

const isFilled = (line: string): boolean => line.trim() !== "";
