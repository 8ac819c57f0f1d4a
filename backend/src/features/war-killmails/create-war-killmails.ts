import type { WarKillmailsDeps } from "./deps.ts";
import { listWarsTask } from "./list-wars.task.ts";
import { queueDue } from "./queue-due.ts";
import { readWarTask } from "./read-war.task.ts";
import {
  lockListing,
  readListing,
  type WarListing,
  writeListing,
} from "./store/war-listing.ts";
import { countWars } from "./store/war-rows.ts";
import type { WarKillmails } from "./war-killmails.ts";

export function createWarKillmails(deps: WarKillmailsDeps): WarKillmails {
  const { database } = deps;
  return {
    async switchOn({ since }) {
      await database.transaction(async (tx) => {
        const listing = await lockListing(tx);
        await writeListing(tx, {
          isOn: true,
          ...(since !== undefined && { since, ...reaching(listing, since) }),
        });
      });
    },
    async switchOff() {
      await database.transaction(async (tx) => {
        await lockListing(tx);
        await writeListing(tx, { isOn: false });
      });
    },
    async progress() {
      const { isOn, since, highest, isTailListed } = await readListing(
        database.prisma,
      );
      const { known, over, unread, refused } = await countWars(database.prisma);
      return {
        isOn,
        since,
        isListed: highest !== null && isTailListed,
        known,
        over,
        active: known - over - unread,
        unread,
        refused,
      };
    },
    queueDue: (now) => queueDue(deps, now),
    implementations: [listWarsTask(deps), readWarTask(deps)],
  };
}

/** Reaching further back than before starts below the oldest war that is known. */
function reaching(
  { since: before }: WarListing,
  since: Date | null,
): Partial<WarListing> {
  const isFurther = before !== null && (since === null || since < before);
  return isFurther ? { isTailListed: false } : {};
}
