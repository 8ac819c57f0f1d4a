import type { CharacterSyncDeps } from "../deps.ts";
import { refreshAffiliations, wakeKey } from "../tasks.ts";
import { readDueLooks } from "./look-rows.ts";

/** `CharacterSync.queueAffiliations`. */
export async function queueAffiliations(
  { database, outbox }: Pick<CharacterSyncDeps, "database" | "outbox">,
  now: Date,
): Promise<number> {
  const due = await readDueLooks(database.prisma, now, 1);
  if (due.length === 0) return 0;
  await database.transaction((tx) =>
    outbox.add(tx, refreshAffiliations, {}, { key: wakeKey }),
  );
  outbox.poke();
  return 1;
}
