import { z } from "zod";
import { UnavailableError } from "../../../kernel/index.ts";
import type { EsiAnswer } from "../esi-answer.ts";
import { EsiRefusedError } from "../esi-refused-error.ts";
import { esiTrouble } from "../esi-trouble.ts";
import type { Exchange } from "./exchange.ts";
import {
  freshUntil,
  numberHeader,
  retryAfter,
  waitUntil,
} from "./read-headers.ts";
import { AnswerTooLargeError } from "./read-whole.ts";

/**
 * What an exchange means; throws what `createEsiRequest` does, and ZodError for a body of another shape. `retryAt`: when
 * to try again what simply failed.
 */
export function readAnswer<Body>(
  { answer, outcome, cause }: Exchange,
  {
    route,
    schema,
    now,
    retryAt,
  }: {
    route: string;
    schema: z.ZodType<Body>;
    now: Date;
    retryAt: () => Date;
  },
): EsiAnswer<Body> {
  if (answer === null)
    throw new UnavailableError(
      `ESI did not answer ${route}: ${outcome.failure ?? lackOf(cause)}`,
      { cause, retryAt: retryAt(), code: esiTrouble.failed },
    );
  const { status, headers, text } = answer;
  const freshness = {
    etag: headers.get("etag"),
    expiresAt: freshUntil(headers, now),
    lastModified: headers.get("last-modified"),
  };
  if (status === 304) return { status, ...freshness };
  // 201: what was sent was made.
  if (status === 200 || status === 201)
    return {
      status: 200,
      ...freshness,
      body: schema.parse(parseJson(text, route, retryAt)),
      pages: numberHeader(headers, "x-pages") ?? 1,
    };
  if (status === 420 || status === 429)
    throw new UnavailableError(
      `ESI asks to slow down (${status} for ${route})`,
      { retryAt: waitUntil(status, headers, now), code: esiTrouble.slow },
    );
  if (status >= 400 && status < 500)
    throw new EsiRefusedError(route, status, errorText(text));
  throw new UnavailableError(
    `ESI answered ${route} with ${status}: ${errorText(text)}`,
    {
      retryAt: retryAfter(headers, now) ?? retryAt(),
      code: esiTrouble.failed,
    },
  );
}

/** Why an answer that began is none. */
function lackOf(cause: unknown): string {
  return cause instanceof AnswerTooLargeError
    ? cause.message
    : "the answer broke off";
}

/** Half a document, or a proxy's HTML page, is no answer: it must never be taken for one. */
function parseJson(text: string, route: string, retryAt: () => Date): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnavailableError(`ESI answered ${route} with broken JSON`, {
      cause: error,
      retryAt: retryAt(),
      code: esiTrouble.failed,
    });
  }
}

const errorBody = z.looseObject({ error: z.string() });

function errorText(text: string): string {
  try {
    return errorBody.parse(JSON.parse(text)).error;
  } catch {
    // An HTML page of something in between.
    return "no reason given";
  }
}
