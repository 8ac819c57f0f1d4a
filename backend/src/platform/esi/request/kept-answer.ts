import { z } from "zod";
import type { Cache } from "../../cache/index.ts";
import type { EsiAnswer, EsiContent } from "../esi-answer.ts";

/** Answers that are the same for everybody, shared by all processes where there is a Redis. */
export interface KeptAnswers {
  /** As it came: `expiresAt` says whether it still holds. */
  read<Body>(
    path: string,
    schema: z.ZodType<Body>,
  ): Promise<EsiContent<Body> | null>;
  /** Keeps the answer, or that the `known` one still holds; returns what holds now. */
  keep<Body>(
    path: string,
    known: EsiContent<Body> | null,
    answer: EsiAnswer<Body>,
  ): Promise<EsiAnswer<Body>>;
}

/** Long after an answer is stale its ETag still saves a token, and its body the way. */
const keptMs = 30 * 24 * 60 * 60_000;

const kept = z.object({
  body: z.unknown(),
  etag: z.string().nullable(),
  expiresAt: z.coerce.date(),
  lastModified: z.string().nullable(),
  pages: z.int(),
});

/** `place`: what else an answer depends on (address, compatibility date). */
export function createKeptAnswers(cache: Cache, place: string): KeptAnswers {
  const keyOf = (path: string) => `esi ${place} ${path}`;
  return {
    async read(path, schema) {
      const text = await cache.get(keyOf(path));
      if (text === null) return null;
      // What an older version kept in another shape is as good as nothing.
      const { data: answer } = kept.safeParse(JSON.parse(text));
      const { data: body, success } = schema.safeParse(answer?.body);
      if (answer === undefined || !success) return null;
      return { status: 200, ...answer, body };
    },
    async keep(path, known, answer) {
      const holds =
        answer.status === 200 || known === null
          ? answer
          : {
              ...known,
              ...answer,
              status: 200 as const,
              etag: answer.etag ?? known.etag,
            };
      const { expiresAt } = holds;
      if (holds.status === 200 && expiresAt !== null) {
        const { status: _, ...text } = holds;
        const until = new Date(expiresAt.getTime() + keptMs);
        await cache.set(keyOf(path), JSON.stringify(text), until);
      }
      return holds;
    },
  };
}
