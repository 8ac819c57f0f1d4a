import { UnavailableError } from "../../kernel/index.ts";
import type { DownloadDeps } from "./download.ts";

const largestBytes = 16 * 1024 * 1024;
const patienceMs = 60_000;

/** A whole file as text. UnavailableError when it does not come, or is larger than anything of the kind can be. */
export async function readSmallFile(
  { fetch, userAgent }: DownloadDeps,
  url: string,
): Promise<string> {
  try {
    const response = await fetch(url, {
      headers: { "user-agent": userAgent },
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok || response.body === null)
      throw new UnavailableError(`${url} answers ${response.status}`);
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body) {
      bytes += part.length;
      if (bytes > largestBytes)
        throw new UnavailableError(
          `${url} answers with more than ${largestBytes / 2 ** 20} MB: that is not the file it should be`,
        );
      parts.push(part);
    }
    return Buffer.concat(parts).toString();
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    throw new UnavailableError(`${url} can not be read (${reasonOf(error)})`, {
      cause: error,
    });
  }
}

/** Why a fetch failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : message;
}
