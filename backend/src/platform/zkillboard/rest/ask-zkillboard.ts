import { readAtMost } from "../../../kernel/index.ts";

/** How zKillboard failed to answer, and how long it is to be left alone then. */
export interface ZkillboardTrouble {
  readonly reason: string;
  readonly waitMs: number;
}

export type ZkillboardExchange = { readonly text: string } | ZkillboardTrouble;

const minuteMs = 60_000;

/** For an answer that does not say how long. */
const waits = {
  /** 429. */
  limited: minuteMs,
  /** 403, or sent away to /api/blocked.json: bans last up to an hour. */
  banned: 60 * minuteMs,
  /** 503 of the site itself: "Reinforced mode". */
  overloaded: 5 * minuteMs,
  away: minuteMs,
  strange: 5 * minuteMs,
};

/** A page of 200 mails of the largest battles takes about 30 MB. */
const mostBytes = 64 * 1024 * 1024;

/** One GET; never throws: whatever happens, the host's pace follows from it. */
export async function askZkillboard(
  url: string,
  deps: { userAgent: string; fetch: typeof fetch; timeoutMs: number },
): Promise<ZkillboardExchange> {
  let response: Response;
  try {
    // Asks for gzip by itself.
    response = await deps.fetch(url, {
      headers: { accept: "application/json", "user-agent": deps.userAgent },
      redirect: "manual",
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
  } catch (error) {
    return trouble(`zKillboard does not answer (${wordsOf(error)})`, "away");
  }
  const { status, headers } = response;
  try {
    if (status === 200) return await readWhole(response);
    await response.body?.cancel();
  } catch (error) {
    return trouble(`zKillboard's answer broke off (${wordsOf(error)})`, "away");
  }
  return refusalOf(status, headers);
}

async function readWhole(response: Response): Promise<ZkillboardExchange> {
  const text = await readAtMost(response.body, mostBytes);
  if (text === null)
    return trouble("zKillboard's answer does not end", "strange");
  if (response.headers.get("content-type")?.includes("html") === true)
    return trouble("zKillboard answers with a web page", "strange");
  return { text };
}

function refusalOf(status: number, headers: Headers): ZkillboardTrouble {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const saidMs =
    Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
  const wait = (reason: string, kind: keyof typeof waits) => ({
    reason,
    waitMs: Math.max(saidMs ?? 0, waits[kind]),
  });
  if (status === 429)
    return wait("zKillboard asks for fewer requests", "limited");
  if (status === 403 || (status >= 300 && status < 400))
    return wait(`zKillboard does not let this site in (${status})`, "banned");
  if (status === 503) return wait("zKillboard is overloaded", "overloaded");
  return wait(`zKillboard answers with ${status}`, "away");
}

function trouble(reason: string, kind: keyof typeof waits): ZkillboardTrouble {
  return { reason, waitMs: waits[kind] };
}

function wordsOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: { code?: unknown } };
  return typeof cause?.code === "string" ? cause.code : message;
}
