import { z } from "zod";
import type { Db } from "../../../platform/database/index.ts";
import type { Killmails } from "../../killmails/index.ts";
import type { FeedPlace } from "../feed-place.ts";
import { feedSource, feedSubject } from "../feed-source.ts";

const position = z.object({
  sequence: z.int().nonnegative(),
  uploadedAt: z.coerce.date().nullable(),
});

/** How far the feed was taken in; null when it never was. */
export async function readPlace(
  db: Db,
  killmails: Pick<Killmails, "cursor">,
): Promise<FeedPlace | null> {
  const cursor = await killmails.cursor(db, feedSource, feedSubject);
  return cursor === null ? null : position.parse(cursor.position);
}
