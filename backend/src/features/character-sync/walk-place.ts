import { z } from "zod";

/** How far a walk over the pages of a list has come; kept with the references it brought. */
export const walkPlace = z.object({
  nextPage: z.int().min(2),
  /** Of page 1 when the walk began. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
export type WalkPlace = z.infer<typeof walkPlace>;

/** 30 tokens of ESI's bucket, less what recent work leaves to urgent work (4) and the reserve for the last request: what one quarter of an hour can read for sure. */
const pagesInOneBudget = 11;

/** Reads the kept place; null when there is none, or one of another shape (the walk then starts again, which loses nothing). */
export function readWalkPlace(position: unknown): WalkPlace | null {
  const read = walkPlace.safeParse(position);
  return read.success ? read.data : null;
}

/**
 * Where to go on after page 1 of the list as it is now, and which ETag to keep at the end. An interrupted walk goes on
 * where it stopped when the list is still the same; otherwise it starts again. A list too long for one budget would
 * never be read to its end that way, so there the walk goes on over the changed list: mails only move to later pages,
 * and the older ETag makes the next check read all of it once more.
 */
export function continueWalk(
  place: WalkPlace | null,
  first: { etag: string | null; lastModified: string | null; pages: number },
): { nextPage: number; etag: string | null } {
  const fromStart = { nextPage: 2, etag: first.etag };
  if (place === null || place.nextPage > first.pages) return fromStart;
  if (place.lastModified !== null && place.lastModified === first.lastModified)
    return { nextPage: place.nextPage, etag: first.etag };
  return first.pages > pagesInOneBudget
    ? { nextPage: place.nextPage, etag: place.etag }
    : fromStart;
}
