import { implementTask, type TaskImplementation } from "../../kernel/index.ts";
import type { WarKillmailsDeps } from "./deps.ts";
import { afterPage, listingStep, newOnPage } from "./listing-step.ts";
import { manyUnread } from "./many-unread.ts";
import { lockListing, readListing, writeListing } from "./store/war-listing.ts";
import { hasUnread, insertWars } from "./store/war-rows.ts";
import { listWars, listWarsKey } from "./tasks.ts";

/** One page of ESI's list of wars; the next one is an order of its own. */
export function listWarsTask(deps: WarKillmailsDeps): TaskImplementation {
  const { clock, database, outbox } = deps;

  async function nextStep() {
    const listing = await readListing(database.prisma);
    const hasManyUnread = await hasUnread(database.prisma, manyUnread);
    const step = listingStep(listing, { now: clock.now(), hasManyUnread });
    return step && { listing, step };
  }

  return implementTask(listWars, async (_, { priority }) => {
    const next = await nextStep();
    if (next === null) return;
    const { listing, step } = next;
    const isNewest = step.part === "newest";
    const answer = await deps.esi.wars({
      ...(isNewest ? { etag: listing.etag } : { below: step.below }),
      priority,
    });
    const ids = answer.status === 304 ? [] : answer.body;
    await database.transaction(async (tx) => {
      // Read by another process meanwhile: what it found is there.
      const locked = await lockListing(tx);
      if (!isSamePlace(locked, listing)) return;
      await insertWars(tx, newOnPage(listing, step, ids), clock.now());
      await writeListing(tx, {
        ...afterPage(listing, step, ids),
        ...(isNewest && {
          etag: answer.etag ?? listing.etag,
          expiresAt: answer.expiresAt ?? anHourFrom(clock.now()),
        }),
      });
    });
    if ((await nextStep()) === null) return;
    await database.transaction((tx) =>
      outbox.add(tx, listWars, {}, { priority, key: listWarsKey }),
    );
    outbox.poke();
  });
}

type Place = Awaited<ReturnType<typeof readListing>>;

function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.isOn &&
    one.headBelow === other.headBelow &&
    one.tailBelow === other.tailBelow &&
    one.expiresAt?.getTime() === other.expiresAt?.getTime() &&
    one.since?.getTime() === other.since?.getTime()
  );
}

/** ESI says for how long its answer holds; should it not, it is this long. */
function anHourFrom(now: Date): Date {
  return new Date(now.getTime() + 60 * 60_000);
}
