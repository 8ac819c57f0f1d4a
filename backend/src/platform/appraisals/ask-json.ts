import { readAtMost, UnavailableError } from "../../kernel/index.ts";

export interface AskDeps {
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Date };
}

const patienceMs = 30_000;
const mostBytes = 16 * 1024 * 1024;
const minuteMs = 60_000;

/** JSON of a service that appraises; null where it knows nothing (404). UnavailableError for everything else: a wrong key, too, is mended without us. */
export async function askJson(
  { baseUrl, userAgent, fetch, clock }: AskDeps,
  path: string,
  init: {
    method?: "POST";
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<unknown> {
  const url = baseUrl + path;
  let response: Response;
  let text: string | null;
  try {
    response = await fetch(url, {
      ...init,
      // A key in a header would go along to wherever an answer leads.
      redirect: "error",
      headers: {
        accept: "application/json",
        "user-agent": userAgent,
        ...init.headers,
      },
      signal: AbortSignal.timeout(patienceMs),
    });
    text = await readAtMost(response.body, mostBytes);
  } catch (error) {
    throw new UnavailableError(`${url} does not answer`, { cause: error });
  }
  const { status, headers } = response;
  if (status === 404) return null;
  if (status === 401 || status === 403)
    throw new UnavailableError(
      `${url} does not let this site in (${status}): look at its key, and whether its owner has blocked it.`,
      { retryAt: new Date(clock.now().getTime() + 60 * minuteMs) },
    );
  if (status !== 200 || text === null) {
    const seconds = Number(headers.get("retry-after") ?? NaN);
    const waitMs = seconds > 0 ? Math.max(seconds * 1000, minuteMs) : minuteMs;
    throw new UnavailableError(`${url} answers ${status}`, {
      retryAt: new Date(clock.now().getTime() + waitMs),
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnavailableError(`${url} answers with something else than JSON`, {
      cause: error,
    });
  }
}
