import type { Logger } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { IngestInput } from "../killmails.ts";
import type { Ingested } from "./ingested.ts";
import type { StoringDeps } from "../storing/store-fresh.ts";
import { appendVisibilityLog } from "../store/append-visibility-log.ts";
import { raiseRevisions } from "../store/revise-killmails.ts";
import { writeCursor } from "../store/source-cursor.ts";
import { ingestSorted } from "./ingest-sorted.ts";
import { sortShown } from "./sort-shown.ts";

export type IngestDeps = StoringDeps & {
  readonly database: Database;
  readonly log: Logger;
  readonly ensurePartitions: (moments: readonly Date[]) => Promise<void>;
};

/** `Killmails.ingest` without what follows the commit. */
export async function ingest(
  deps: IngestDeps,
  input: IngestInput,
): Promise<Ingested> {
  const { killmails, cursor, alongside, ...from } = input;
  const sorted = sortShown(killmails);
  await deps.ensurePartitions(sorted.sound.map(({ time }) => time));
  return deps.database.transaction(async (tx) => {
    const now = deps.clock.now();
    if (cursor !== undefined) await writeCursor(tx, cursor, now);
    const taken = await ingestSorted(tx, deps, from, sorted);
    const said = (await alongside?.(tx, taken.counts)) ?? [];
    // A mail that begins, or becomes public, with what is said of it has not changed.
    const changed = said.filter((id) => !taken.begun.has(id));
    const revised = await raiseRevisions(tx, changed);
    await appendVisibilityLog(tx, [...taken.visible, ...revised], now);
    return taken.counts;
  });
}
