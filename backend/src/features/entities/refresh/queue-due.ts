import type { Database } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import { readDue } from "../store/refresh-rows.ts";
import { indexNames } from "../store/search-rows.ts";
import {
  refreshAlliances,
  refreshCharacters,
  refreshCorporations,
  wakeKey,
} from "../tasks.ts";

/** Of names learnt before they could be searched so many a minute. */
const namesAtATime = 10_000;

const kinds = [
  ["alliance", refreshAlliances],
  ["corporation", refreshCorporations],
  ["character", refreshCharacters],
] as const;

/** `Entities.queueDue`. */
export async function queueDue(
  { database, outbox }: { database: Database; outbox: Outbox },
  now: Date,
): Promise<number> {
  let count = await indexNames(database.prisma, namesAtATime);
  for (const [kind, contract] of kinds) {
    const [first] = await readDue(database.prisma, kind, now, 1);
    if (first === undefined) continue;
    count++;
    await database.transaction((tx) =>
      outbox.add(tx, contract, {}, { key: wakeKey }),
    );
  }
  if (count > 0) outbox.poke();
  return count;
}
