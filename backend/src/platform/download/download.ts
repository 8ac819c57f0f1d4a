import { open } from "node:fs/promises";
import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import {
  beginAnew,
  type KeptFiles,
  lookAtKept,
  markWhole,
  partOf,
} from "./kept-files.ts";
import { reasonOf } from "./read-small-file.ts";
import { type Silence, startSilence } from "./start-silence.ts";

export interface DownloadDeps {
  readonly fetch: typeof fetch;
  readonly userAgent: string;
  /** After so long without a byte the connection is given up. */
  readonly silenceMs?: number;
  /** Waits before a new try. */
  readonly pause: (ms: number) => Promise<void>;
  /** Only tests replace it, by a disk that is full. */
  readonly openFile?: typeof open;
}

/** What came, and is whole. */
export interface KeptFile {
  readonly path: string;
  readonly etag: string | null;
  readonly bytes: number;
}

/** What is fetched here has up to some 100 MB. */
const largestBytes = 1024 ** 3;
const attempts = 4;
const firstPauseMs = 1_000;

type OnProgress = (progress: { bytes: number; ofBytes: number | null }) => void;

/**
 * Brings a file to `path`. What came of an earlier try is beside it (`.part`, with the ETag it belongs to): as long as
 * the server has the same file only the rest is fetched; when it was rewritten meanwhile, all of it. A whole file that
 * is there already is kept when the server says that it is still the same. Null when the server has none.
 */
export async function download(
  deps: DownloadDeps,
  url: string,
  path: string,
  onProgress: OnProgress = () => undefined,
): Promise<KeptFile | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(deps, url, path, onProgress);
    } catch (error) {
      if (!(error instanceof UnavailableError) || attempt === attempts)
        throw error;
      await deps.pause(firstPauseMs * 4 ** (attempt - 1));
    }
  }
}

async function tryOnce(
  deps: DownloadDeps,
  url: string,
  path: string,
  onProgress: OnProgress,
): Promise<KeptFile | null> {
  const silence = startSilence(deps.silenceMs ?? 60_000);
  try {
    const kept = await lookAtKept(path);
    const response = await deps.fetch(url, {
      headers: { "user-agent": deps.userAgent, ...conditions(kept) },
      signal: silence.signal,
    });
    const { status, headers, body } = response;
    if (status === 304 && kept.wholeBytes !== null)
      return { path, etag: kept.etag, bytes: kept.wholeBytes };
    if (status === 404) return null;
    if (status === 416) await beginAnew(path, null);
    const from = status === 206 ? rangeStart(headers) : 0;
    const isExpected =
      status === 200 || (status === 206 && from === kept.begunBytes);
    if (!isExpected || body === null)
      throw new UnavailableError(`${url} answers ${status}`);
    const length = lengthOf(headers);
    const ofBytes = length === null ? null : from + length;
    if ((ofBytes ?? 0) > largestBytes) throw tooLarge(url);

    const etag = headers.get("etag");
    if (from === 0) await beginAnew(path, etag);
    const { openFile = open } = deps;
    const to = { path, from, url, ofBytes, silence, onProgress, openFile };
    const bytes = await receive(body, to);
    if (ofBytes !== null && bytes !== ofBytes)
      throw new UnavailableError(
        `${url} broke off after ${bytes} of ${ofBytes} bytes`,
      );
    await markWhole(path);
    return { path, etag, bytes };
  } catch (error) {
    throw explained(error, url, path);
  } finally {
    silence.stop();
  }
}

function conditions({ wholeBytes, begunBytes, etag }: KeptFiles) {
  if (etag === null) return {};
  if (wholeBytes !== null) return { "if-none-match": etag };
  // A weak ETag does not promise the same bytes.
  if (begunBytes === 0 || etag.startsWith("W/")) return {};
  return { range: `bytes=${begunBytes}-`, "if-range": etag };
}

async function receive(
  body: NonNullable<Response["body"]>,
  to: {
    path: string;
    from: number;
    url: string;
    ofBytes: number | null;
    silence: Silence;
    onProgress: OnProgress;
    openFile: typeof open;
  },
): Promise<number> {
  const file = await to.openFile(partOf(to.path), "a");
  let bytes = to.from;
  try {
    // Each chunk is on the disk before the next one comes: what breaks off loses nothing.
    for await (const chunk of body) {
      to.silence.heard();
      bytes += chunk.length;
      if (bytes > largestBytes) throw tooLarge(to.url);
      await file.appendFile(chunk);
      to.onProgress({ bytes, ofBytes: to.ofBytes });
    }
  } finally {
    await file.close();
  }
  return bytes;
}

function explained(error: unknown, url: string, path: string): unknown {
  if (error instanceof RejectedError || error instanceof UnavailableError)
    return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new RejectedError(
      "DISK_FULL",
      `The disk is full: ${path} can not be written. Make room, then start again: what has come stays, and the rest is fetched.`,
      { cause: error },
    );
  // The file's side rather than the network's.
  if (syscall === "open" || syscall === "rename" || syscall === "write")
    return error;
  return new UnavailableError(`${url} can not be read (${reasonOf(error)})`, {
    cause: error,
  });
}

function tooLarge(url: string): RejectedError {
  return new RejectedError(
    "TOO_LARGE",
    `${url} answers with more than ${largestBytes / 1024 ** 2} MB: that is not the file it should be.`,
  );
}

function rangeStart(headers: Headers): number {
  return Number(/^bytes (\d+)-/.exec(headers.get("content-range") ?? "")?.[1]);
}

function lengthOf(headers: Headers): number | null {
  // Of a compressed answer the length is another one.
  if (headers.get("content-encoding") !== null) return null;
  const length = headers.get("content-length");
  return length === null ? null : Number(length);
}
