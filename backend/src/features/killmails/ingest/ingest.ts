import type { Logger } from "../../../kernel/index.ts";
import type {
  Database,
  Transaction,
} from "../../../platform/database/index.ts";
import type { Ingested, IngestInput } from "../killmails.ts";
import type { Reference } from "../reference.ts";
import { chooseBodies } from "../storing/choose-bodies.ts";
import { isNews } from "../storing/is-news.ts";
import { storeFresh, type StoringDeps } from "../storing/store-fresh.ts";
import { appendVisibilityLog } from "../store/append-visibility-log.ts";
import { insertDisputes } from "../store/disputed-bodies.ts";
import { readHeldMails } from "../store/held-mails.ts";
import { lockReferences } from "../store/lock-references.ts";
import {
  insertReferences,
  publishReferences,
} from "../store/record-references.ts";
import { keepRefused } from "../store/refused-references.ts";
import { writeCursor } from "../store/source-cursor.ts";
import { fetchKillmail } from "../tasks.ts";
import { sortShown, type SortedShown } from "./sort-shown.ts";

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
  const { source, priority, cursor } = input;
  const sorted = sortShown(input.killmails);
  complain(deps.log, source, sorted);
  await deps.ensurePartitions(sorted.sound.map(({ time }) => time));

  return deps.database.transaction(async (tx) => {
    const now = deps.clock.now();
    await keepRefused(tx, sorted.refused, { source, grantId: null }, now);
    if (cursor !== undefined) await writeCursor(tx, cursor, now);

    const references = distinct([
      ...sorted.sound,
      ...sorted.doubtful.map(({ reference }) => reference),
    ]);
    if (references.length === 0)
      return { stored: 0, known: 0, doubtful: 0, refused: sorted.refused };
    const unseen = await insertReferences(tx, references, source, true, now);
    const opened = await publishReferences(tx, references, source, now);

    const locked = await lockReferences(
      tx,
      sorted.sound.map(({ killmailId }) => killmailId),
    );
    const held = await readHeldMails(tx, locked);
    const choice = chooseBodies(sorted.sound, locked, held, source);
    const fresh = choice.fresh.map((mail) => ({
      ...mail,
      isNews: isNews(mail.time, priority, now),
    }));
    const told = await storeFresh(tx, deps, fresh, priority);
    const doubted = await askEsi(tx, deps, input, {
      unseen,
      withoutBody: [
        ...choice.rivals,
        ...sorted.doubtful.map(({ reference }) => reference),
      ],
      disputed: choice.disputed,
    });
    await appendVisibilityLog(tx, [...opened, ...told], now);
    return {
      stored: fresh.length,
      known: references.length - fresh.length - doubted,
      doubtful: doubted,
      refused: sorted.refused,
    };
  });
}

/** Orders ESI's answer where only it can decide; what waits for it already is not ordered again. Returns how many mails that concerns. */
async function askEsi(
  tx: Transaction,
  { outbox, clock, log }: IngestDeps,
  { source, priority }: IngestInput,
  doubts: {
    unseen: readonly Reference[];
    withoutBody: readonly Reference[];
    disputed: readonly (Reference & { isSettled: boolean })[];
  },
): Promise<number> {
  const without = distinct(doubts.withoutBody);
  const unseen = new Set(doubts.unseen.map(key));
  const disputed = distinct(doubts.disputed);
  const settled = new Set(
    doubts.disputed.filter((one) => one.isSettled).map(key),
  );
  const noticed = await insertDisputes(
    tx,
    doubts.disputed,
    source,
    clock.now(),
  );
  for (const { killmailId, hash } of noticed)
    log.error(
      { killmailId, hash, source },
      "A source brought another body under the same hash: ESI's is kept, and asked for where it is not here yet",
    );
  const wanted = [
    ...without.filter((one) => unseen.has(key(one))),
    ...noticed.filter((one) => !settled.has(key(one))),
  ];
  await outbox.addMany(tx, fetchKillmail, wanted, { priority });
  return without.length + disputed.length;
}

function complain(
  log: Logger,
  source: string,
  { refused, doubtful }: SortedShown,
): void {
  if (refused.length > 0)
    log.error(
      { source, refused },
      "A source brought killmails that can not be kept",
    );
  for (const { reference, reason } of doubtful)
    log.warn(
      { source, ...reference, reason },
      "A source brought a body that is not to be trusted: ESI is asked",
    );
}

/** Each reference once, by id then hash: two transactions that take the same ones never wait for each other crosswise. */
function distinct(references: readonly Reference[]): Reference[] {
  const byKey = new Map(
    references.map(({ killmailId, hash }) => [
      `${killmailId} ${hash}`,
      { killmailId, hash },
    ]),
  );
  return [...byKey.values()].sort(
    (a, b) => a.killmailId - b.killmailId || (a.hash < b.hash ? -1 : 1),
  );
}

function key({ killmailId, hash }: Reference): string {
  return `${killmailId} ${hash}`;
}
