import type { KillmailId, Logger } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { IngestInput } from "../killmails.ts";
import type { Ingested } from "./ingested.ts";
import { openReferences } from "../publication/open-references.ts";
import type { Reference } from "../reference.ts";
import { chooseBodies } from "../storing/choose-bodies.ts";
import { isNews } from "../storing/is-news.ts";
import { storeFresh, type StoringDeps } from "../storing/store-fresh.ts";
import type { NewlyVisible } from "../store/append-visibility-log.ts";
import { insertDisputes } from "../store/disputed-bodies.ts";
import { readHeldMails } from "../store/held-mails.ts";
import { expireReferences } from "../store/ledger.ts";
import { lockReferences } from "../store/lock-references.ts";
import { insertReferences } from "../store/record-references.ts";
import { keepRefused } from "../store/refused-references.ts";
import { fetchKillmail } from "../tasks.ts";
import type { SortedShown } from "./sort-shown.ts";

export type Shown = Pick<IngestInput, "source" | "priority">;

type Deps = StoringDeps & { readonly log: Logger };

/** Takes checked mails into the ledger and the tables, in the caller's transaction. `visible` is to be appended to the visibility log as its last work. */
export async function ingestSorted(
  tx: Transaction,
  deps: Deps,
  { source, priority }: Shown,
  sorted: SortedShown,
): Promise<{
  counts: Ingested;
  /** Public and stored since this call; were they here before, nobody is to see that. */
  begun: ReadonlySet<KillmailId>;
  visible: NewlyVisible[];
}> {
  const now = deps.clock.now();
  const { sound, doubtful, bare, refused } = sorted;
  complain(deps.log, source, sorted);
  await keepRefused(tx, refused, { source, grantId: null }, now);
  const withoutBody = doubtful.map(({ reference }) => reference);
  const bodied = new Set([...sound, ...withoutBody].map(key));
  const alone = distinct(bare).filter((one) => !bodied.has(key(one)));
  const references = distinct([...sound, ...withoutBody, ...alone]);
  if (references.length === 0)
    return {
      counts: { stored: 0, fresh: 0, known: 0, doubtful: [], refused },
      begun: new Set(),
      visible: [],
    };

  const unseen = await insertReferences(tx, references, source, true, now);
  const from = { source, priority };
  const opened = await openReferences(tx, deps, references, from);
  const locked = await lockReferences(
    tx,
    sound.map(({ killmailId }) => killmailId),
  );
  const held = await readHeldMails(tx, locked);
  const choice = chooseBodies(sound, locked, held, source);
  await expireReferences(tx, choice.expired);
  const fresh = choice.fresh.map((mail) => ({
    ...mail,
    isNews: isNews(mail.time, priority, now),
  }));
  const told = await storeFresh(tx, deps, fresh, priority);
  const found = {
    ...choice,
    unseen,
    doubtful,
    bare: alone,
    opened: opened.mails,
  };
  const { doubts, ordered } = await askEsi(tx, deps, from, found);
  return {
    counts: {
      stored: fresh.length,
      fresh: unseen.length + opened.references.length,
      known: references.length - fresh.length - doubts.length - ordered,
      doubtful: doubts,
      refused,
    },
    begun: new Set([
      ...opened.mails,
      ...fresh.map(({ killmailId }) => killmailId),
    ]),
    visible: [...opened.visible, ...told],
  };
}

/** Orders ESI's answer where only it can decide; what waits for it already is not ordered again. Returns all that it is to decide, and how many bodies were ordered because only their references came. */
async function askEsi(
  tx: Transaction,
  { outbox, clock, log }: Deps,
  { source, priority }: Shown,
  found: {
    unseen: readonly Reference[];
    doubtful: SortedShown["doubtful"];
    bare: readonly Reference[];
    rivals: readonly (Reference & { isKnownPublic: boolean })[];
    opened: ReadonlySet<KillmailId>;
    disputed: readonly (Reference & { isSettled: boolean })[];
  },
): Promise<{ doubts: Ingested["doubtful"]; ordered: number }> {
  const unseen = new Set(found.unseen.map(key));
  const settled = new Set(
    found.disputed.filter((one) => one.isSettled).map(key),
  );
  const noticed = await insertDisputes(tx, found.disputed, source, clock.now());
  for (const { killmailId, hash } of noticed)
    log.error(
      { killmailId, hash, source },
      "A source brought another body under the same hash: ESI's is kept, and asked for where it is not here yet",
    );
  const withoutBody = [
    ...found.doubtful.map((one) => ({ ...one, isTellable: true })),
    ...found.rivals.map(({ killmailId, hash, isKnownPublic }) => ({
      reference: { killmailId, hash },
      reason: "The mail is here under another hash",
      isTellable: isKnownPublic,
    })),
  ];
  const bare = found.bare.filter((one) => unseen.has(key(one)));
  const wanted = [
    ...distinct([
      ...withoutBody.map(({ reference }) => reference),
      ...bare,
    ]).filter((one) => unseen.has(key(one))),
    ...noticed.filter((one) => !settled.has(key(one))),
  ];
  await outbox.addMany(tx, fetchKillmail, wanted, { priority });
  const isNoticed = new Set(noticed.map(key));
  const disputed = found.disputed.map((one) => ({
    reference: { killmailId: one.killmailId, hash: one.hash },
    reason: "Another body is here under the same hash",
    // Once: when it comes again, it can not be seen whether the mail was private the first time.
    isTellable: isNoticed.has(key(one)) && !found.opened.has(one.killmailId),
  }));
  const doubts = [...withoutBody, ...disputed];
  return {
    doubts: [
      ...new Map(doubts.map((one) => [key(one.reference), one])).values(),
    ],
    ordered: bare.length,
  };
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
