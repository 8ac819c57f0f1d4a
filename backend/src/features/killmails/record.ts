import type { GrantId, Logger } from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { Recorded, RecordInput } from "./killmails.ts";
import {
  openReferences,
  type OpeningDeps,
} from "./publication/open-references.ts";
import type { PublicationDelay } from "./publication/publication-delay.ts";
import { referenceProblem, type Reference } from "./reference.ts";
import {
  appendVisibilityLog,
  type NewlyVisible,
} from "./store/append-visibility-log.ts";
import { lookAfter, readDelay } from "./store/publication.ts";
import { findRivals } from "./store/find-rivals.ts";
import {
  insertReferences,
  observeForCorporation,
  observeReferences,
} from "./store/record-references.ts";
import { keepRefused } from "./store/refused-references.ts";
import { writeCursor } from "./store/source-cursor.ts";
import { fetchKillmail } from "./tasks.ts";

export interface RecordDeps extends OpeningDeps {
  readonly log: Logger;
  readonly defaultDelay: PublicationDelay;
}

/** `Killmails.record`: whatever a source showed goes into the ledger together with how far the source was read and what is to be fetched. */
export async function record(
  deps: RecordDeps,
  tx: Transaction,
  input: RecordInput,
): Promise<Recorded> {
  const { source, grantId, cursor, priority } = input;
  const now = deps.clock.now();
  const { references, refused } = sort(input.references);
  if (refused.length > 0)
    deps.log.error(
      { source, grantId, refused },
      "A source listed killmail references that can not be kept",
    );
  await keepRefused(tx, refused, input, now);
  if (cursor !== undefined) await writeCursor(tx, cursor, now);
  if (references.length === 0) return { listed: 0, fresh: 0, refused };

  const isPublic = grantId === null;
  const fresh = await insertReferences(tx, references, source, isPublic, now);
  const visible = isPublic
    ? (await openReferences(tx, deps, references, input)).visible
    : await observe(deps, tx, references, { ...input, grantId }, now);
  if (fresh.length > 0) {
    await deps.outbox.addMany(tx, fetchKillmail, fresh, { priority });
    await alarm(deps, tx, input, fresh);
  }
  await appendVisibilityLog(tx, visible, now);
  return { listed: references.length, fresh: fresh.length, refused };
}

/** Somebody shows a mail under another hash than somebody else did. Both are asked for, ESI's answer decides; whoever runs the site hears that one of them is wrong. */
async function alarm(
  { log }: RecordDeps,
  tx: Transaction,
  { source, grantId }: RecordInput,
  fresh: readonly Reference[],
): Promise<void> {
  const rivals = await findRivals(tx, fresh);
  if (rivals.length > 0)
    log.error(
      { source, grantId, rivals },
      "A source listed killmails under another hash than is known: ESI is asked which is true",
    );
}

/** Notes who was shown the references, and when that makes them public. */
async function observe(
  deps: RecordDeps,
  tx: Transaction,
  references: readonly Reference[],
  {
    source,
    grantId,
    corporationId,
    priority,
  }: RecordInput & { grantId: GrantId },
  now: Date,
): Promise<NewlyVisible[]> {
  if ((source === "corporation") !== (corporationId !== undefined))
    throw new Error("A corporation's list, and no other, names a corporation");
  const observer =
    corporationId === undefined ? { grantId } : { corporationId };
  const delay = (await readDelay(tx, observer)) ?? deps.defaultDelay;
  // Before the share locks of observing: two recorders that turned theirs into stronger ones would wait for each other.
  if (delay !== "never" && delay !== "0")
    await lookAfter(tx, references, Number(delay));
  const byDelay = { source: "delay", priority };
  const published =
    delay === "0"
      ? (await openReferences(tx, deps, references, byDelay)).visible
      : [];
  const observed =
    corporationId === undefined
      ? await observeReferences(tx, references, source, grantId, now)
      : await observeForCorporation(
          tx,
          references,
          corporationId,
          grantId,
          now,
        );
  return [...published, ...observed];
}

/** Each reference once, by id then hash; those no row can hold apart. */
function sort(input: readonly Reference[]) {
  const references = new Map<string, Reference>();
  const refused: { reference: Reference; reason: string }[] = [];
  for (const { killmailId, hash: given } of input) {
    const reference = { killmailId, hash: given.toLowerCase() };
    const reason = referenceProblem(reference);
    if (reason !== null)
      refused.push({ reference: { killmailId, hash: given }, reason });
    else references.set(`${killmailId} ${reference.hash}`, reference);
  }
  const sorted = [...references.values()].sort(
    (a, b) => a.killmailId - b.killmailId || (a.hash < b.hash ? -1 : 1),
  );
  return { references: sorted, refused };
}
