import { z } from "zod";
import type { Clock } from "../../../kernel/index.ts";
import { createPace } from "./pace.ts";
import { type R2z2, R2z2Error } from "./r2z2.ts";
import { readEntry } from "./read-entry.ts";
import { readText, requestFile } from "./request-file.ts";
import { splitMembers } from "./split-members.ts";

/** 12.5 a second: zKillboard bans addresses for more than 15, and other processes ask for a file of its archive now and then. */
const spacingMs = 80;

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
/** Several times the largest there is: a mail with 3,753 attackers takes 1 MB, a day's list of 20,000 ids 1.2 MB. */
const mostBytes = {
  sequence: 64 * kilobyte,
  entry: 16 * megabyte,
  list: 64 * megabyte,
};
const entryTimeoutMs = 10_000;
const listTimeoutMs = 60_000;
const rawDayTimeoutMs = 15 * 60_000;

const sequenceFile = z.looseObject({ sequence: z.int().nonnegative() });
const dayPattern = /^(\d{4})(\d{2})(\d{2})$/;
const totalsFile = z.record(
  z.string().regex(dayPattern),
  z.int().nonnegative(),
);
const idPattern = /^\d{1,15}$/;
const historyFile = z.record(z.string().regex(idPattern), z.string());

export function createR2z2(deps: {
  /** For example https://r2z2.zkillboard.com, without a slash at its end. */
  baseUrl: string;
  /** Says who we are and how to reach us: an empty one is refused. */
  userAgent: string;
  clock: Clock;
  fetch?: typeof fetch;
  /** How long an entry is waited for, in real time. */
  timeoutMs?: number;
}): R2z2 {
  const { baseUrl, userAgent, clock, timeoutMs = entryTimeoutMs } = deps;
  const turn = createPace(clock, spacingMs);

  /** The bytes of a file, at its turn. */
  async function open(
    path: string,
    options: { timeoutMs: number; signal: AbortSignal | undefined },
  ): Promise<AsyncIterable<Uint8Array> | null> {
    await turn(options.signal ?? never);
    if (options.signal?.aborted === true)
      throw new R2z2Error("away", `${path} was not asked for: stopping`);
    return requestFile({
      url: `${baseUrl}${path}`,
      file: path,
      userAgent,
      fetch: deps.fetch ?? fetch,
      ...options,
    });
  }

  /** The content of a file, read by `read`, which throws for what is none. */
  async function file<Content>(
    path: string,
    options: {
      timeoutMs: number;
      mostBytes: number;
      signal: AbortSignal | undefined;
    },
    read: (body: unknown) => Content,
  ): Promise<Content | null> {
    const bytes = await open(path, options);
    if (bytes === null) return null;
    const text = await readText(bytes, path, options.mostBytes);
    return attempt(path, () => read(JSON.parse(text)));
  }

  return {
    sequence: (signal) =>
      file(
        "/ephemeral/sequence.json",
        { timeoutMs, mostBytes: mostBytes.sequence, signal },
        (body) => sequenceFile.parse(body).sequence,
      ),
    entry: (sequence, signal) =>
      file(
        `/ephemeral/${sequence}.json`,
        { timeoutMs, mostBytes: mostBytes.entry, signal },
        (body) => readEntry(body, sequence),
      ),
    totals: (signal) =>
      file(
        "/history/totals.json",
        { timeoutMs: listTimeoutMs, mostBytes: mostBytes.list, signal },
        (body) =>
          new Map(
            Object.entries(totalsFile.parse(body)).map(([day, count]) => [
              day.replace(dayPattern, "$1-$2-$3"),
              count,
            ]),
          ),
      ),
    historyDay: (day, signal) =>
      file(
        `/history/${fileDay(day)}.json`,
        { timeoutMs: listTimeoutMs, mostBytes: mostBytes.list, signal },
        (body) =>
          new Map(
            Object.entries(historyFile.parse(body)).map(([id, hash]) => [
              Number(id),
              hash,
            ]),
          ),
      ),
    async rawDay(day, signal) {
      const path = `/history/raw/${fileDay(day)}.json`;
      const bytes = await open(path, { timeoutMs: rawDayTimeoutMs, signal });
      return bytes === null ? null : readRawDay(bytes, path);
    },
  };
}

async function* readRawDay(bytes: AsyncIterable<Uint8Array>, path: string) {
  const members = splitMembers(textOf(bytes), mostBytes.entry);
  try {
    for await (const member of members) {
      const [pair] = Object.entries(
        JSON.parse(`{${member}}`) as Record<string, unknown>,
      );
      if (pair === undefined || !idPattern.test(pair[0]))
        throw new SyntaxError("A member is no killmail");
      yield { killmailId: Number(pair[0]), esi: pair[1] };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(path, error);
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>) {
  const decoder = new TextDecoder();
  for await (const chunk of bytes)
    yield decoder.decode(chunk, { stream: true });
}

/** What can not be read is the feed's fault, whatever stumbled over it. */
function attempt<Content>(path: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): R2z2Error {
  const reason =
    error instanceof z.ZodError
      ? (error.issues[0]?.message ?? "another shape")
      : (error as Error).message;
  return new R2z2Error("unreadable", `${path} can not be read: ${reason}`, {
    cause: error,
  });
}

function fileDay(day: string): string {
  return day.replaceAll("-", "");
}

/** For callers who do not stop. */
const never: AbortSignal = new AbortController().signal;
