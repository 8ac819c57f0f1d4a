import type { Priority } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import {
  fetchAgain,
  type Killmails,
  type Reference,
  type ShownKillmail,
} from "../../killmails/index.ts";
import type { DayList, DaySource } from "../sources/day-source.ts";
import type { DayVerdict } from "./judge-day.ts";

export interface TakeMissingDeps {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly killmails: Pick<Killmails, "ingest" | "record" | "announce">;
}

const batchSize = 200;
/** So few are fetched from ESI, one by one, within its budget: a source gives its bodies only all at once, up to 100 MB a day. */
const fewMails = 50;

/** Takes in what sources list of a day and we do not have, each mail as its source's own: that makes it public. Running it twice does nothing more. */
export async function takeMissing(
  deps: TakeMissingDeps,
  lists: readonly { source: DaySource; list: DayList }[],
  { missing, lost }: Pick<DayVerdict, "missing" | "lost">,
  priority: Priority,
): Promise<void> {
  // Or the ledger would take them for stored.
  if (lost.length > 0) await fetchAgain(deps, lost, priority);
  const open = new Map(missing.map((one) => [keyOf(one), one]));
  for (const one of lost) open.delete(keyOf(one));
  // The last one first: EVE Ref's bodies are in the file that was read, zKillboard's are another 100 MB.
  for (const from of lists.toReversed())
    if (open.size > fewMails) await takeBodies(deps, from, open, priority);
  for (const { source, list } of lists) {
    const listed = [...open.values()].filter(
      ({ killmailId, hash }) =>
        list.hashes.get(killmailId)?.toLowerCase() === hash,
    );
    await recordOnly(deps, source, listed, priority);
    for (const one of listed) open.delete(keyOf(one));
  }
}

/** Takes in the bodies that the source has of them, and strikes those off. */
async function takeBodies(
  { killmails }: TakeMissingDeps,
  { source, list }: { source: DaySource; list: DayList },
  open: Map<string, Reference>,
  priority: Priority,
): Promise<void> {
  const batch: ShownKillmail[] = [];
  const takeIn = async (): Promise<void> => {
    const shown = batch.splice(0);
    if (shown.length === 0) return;
    await killmails.ingest({
      source: source.ledgerName,
      killmails: shown,
      priority,
    });
  };
  for await (const shown of (await list.bodies()) ?? []) {
    const key = `${shown.killmailId} ${shown.hash ?? ""}`;
    if (!open.delete(key)) continue;
    if (batch.push(shown) === batchSize) await takeIn();
  }
  await takeIn();
}

/** Records the references, so that ESI is asked for the bodies. */
async function recordOnly(
  { database, killmails, outbox }: TakeMissingDeps,
  { ledgerName }: DaySource,
  references: readonly Reference[],
  priority: Priority,
): Promise<void> {
  if (references.length === 0) return;
  await database.transaction((tx) =>
    killmails.record(tx, {
      references,
      source: ledgerName,
      grantId: null,
      priority,
    }),
  );
  outbox.poke();
  await killmails.announce();
}

function keyOf({ killmailId, hash }: Reference): string {
  return `${killmailId} ${hash}`;
}
