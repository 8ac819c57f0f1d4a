import { readAtMost } from "../../../kernel/index.ts";

/** A mail of the largest battles takes a megabyte or two, a page of a list less. */
const mostBytes = 32 * 1024 * 1024;

export class AnswerTooLargeError extends Error {
  constructor() {
    super(
      `it is larger than ${mostBytes / 2 ** 20} MB, which no answer of ESI's is`,
    );
  }
}

/** The text of an answer, of which no more than 32 MB are ever held; AnswerTooLargeError when there is more, and what breaks it off otherwise. A 304 has none. */
export async function readWhole({ body }: Response): Promise<string> {
  const text = await readAtMost(body, mostBytes);
  if (text === null) throw new AnswerTooLargeError();
  return text;
}
