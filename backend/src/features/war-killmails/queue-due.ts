import type { WarKillmailsDeps } from "./deps.ts";
import { listingStep } from "./listing-step.ts";
import { manyUnread } from "./many-unread.ts";
import { readListing } from "./store/war-listing.ts";
import { hasUnread, takeDueWars } from "./store/war-rows.ts";
import { listWars, listWarsKey, readWar, readWarKey } from "./tasks.ts";

/** 4 tokens each: 80 of the 168 a minute that ESI's budget for mails leaves to work without hurry. The rest is for the mails found. */
const warsAtATime = 20;
/** An order that came to nothing is given again after this. */
const againMs = 60 * 60_000;
/** A war that could not be read is tried again after this. */
const failedMs = 24 * 60 * 60_000;

/** Gives orders for what is due, as long as no more than twenty wait: what has no budget now would only pile up. */
export async function queueDue(
  { database, outbox }: WarKillmailsDeps,
  now: Date,
): Promise<number> {
  const listing = await readListing(database.prisma);
  if (!listing.isOn) return 0;
  const hasManyUnread = await hasUnread(database.prisma, manyUnread);
  const isListingDue = listingStep(listing, { now, hasManyUnread }) !== null;
  const count = await database.transaction(async (tx) => {
    if (isListingDue) await outbox.add(tx, listWars, {}, { key: listWarsKey });
    const warIds = await takeDueWars(tx, {
      now,
      until: new Date(now.getTime() + againMs),
      failedBefore: new Date(now.getTime() - failedMs),
      limit: warsAtATime,
    });
    await outbox.addMany(
      tx,
      readWar,
      warIds.map((warId) => ({ warId })),
      { key: readWarKey },
    );
    return warIds.length + (isListingDue ? 1 : 0);
  });
  if (count > 0) outbox.poke();
  return count;
}
