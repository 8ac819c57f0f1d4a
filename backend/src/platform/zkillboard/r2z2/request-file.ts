import { readAtMost } from "../../../kernel/index.ts";
import { R2z2Error } from "./r2z2.ts";

export interface FileRequest {
  readonly url: string;
  /** What it is called in messages. */
  readonly file: string;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  /** For the whole of it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks for one file and returns its bytes as they come in; null when there is no such file. R2z2Error for every other answer, and when it breaks off. */
export async function requestFile({
  url,
  file,
  userAgent,
  fetch,
  timeoutMs,
  signal,
}: FileRequest): Promise<AsyncIterable<Uint8Array> | null> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: "application/json", "user-agent": userAgent },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    throw new R2z2Error("away", `${file}: no answer`, { cause: error });
  }
  const { status, headers, body } = response;
  const isPage = headers.get("content-type")?.includes("html") === true;
  if (status === 200 && !isPage) return bytesOf(body, file);
  await body?.cancel();
  if (status === 404 || status === 410) return null;
  throw refusal(status, file);
}

async function* bytesOf(
  body: Response["body"],
  file: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (error) {
    throw new R2z2Error("away", `${file} broke off`, { cause: error });
  }
}

function refusal(status: number, file: string): R2z2Error {
  const text = `${file} was answered with ${status}`;
  switch (status) {
    case 429:
      return new R2z2Error("limited", `${text}, too many requests`);
    case 403:
      return new R2z2Error("refused", `${text}: this address is not let in`);
    case 200:
      return new R2z2Error("unreadable", `${text} and a web page in its place`);
    default:
      return new R2z2Error("away", text);
  }
}

/** The text of a file of at most `mostBytes`; R2z2Error when it is larger. */
export async function readText(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  mostBytes: number,
): Promise<string> {
  const text = await readAtMost(bytes, mostBytes);
  if (text === null)
    throw new R2z2Error(
      "unreadable",
      `${file} is larger than ${mostBytes} bytes, which no such file is`,
    );
  return text;
}
