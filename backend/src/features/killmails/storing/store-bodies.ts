import {
  type Logger,
  type Priority,
  priorityOfRank,
  priorityRank,
  RejectedError,
} from "../../../kernel/index.ts";
import type {
  Database,
  Transaction,
} from "../../../platform/database/index.ts";
import { readBody } from "../body/read-body.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { Body } from "../killmails.ts";
import { referenceProblem, type Reference } from "../reference.ts";
import {
  appendVisibilityLog,
  type Revised,
} from "../store/append-visibility-log.ts";
import { settleDisputes } from "../store/disputed-bodies.ts";
import { confirmBodies, readHeldMails } from "../store/held-mails.ts";
import type { NewKillmail } from "../store/insert-killmails.ts";
import { expireReferences, rejectReferences } from "../store/ledger.ts";
import { lockReferences } from "../store/lock-references.ts";
import { fetchKillmail } from "../tasks.ts";
import { type Choice, chooseBodies } from "./choose-bodies.ts";
import { isNews } from "./is-news.ts";
import { storeFresh, type StoringDeps } from "./store-fresh.ts";
import { takeOut } from "./take-out.ts";

type Rejection = { reference: Reference; reason: string };
type Readable = FreshKillmail & { readonly priority: Priority };

/** `Killmails.store` without what follows the commit. Everything a mail brings with it commits together or not at all. */
export async function storeBodies(
  deps: StoringDeps & {
    database: Database;
    log: Logger;
    ensurePartitions: (moments: readonly Date[]) => Promise<void>;
  },
  bodies: readonly Body[],
): Promise<{ stored: number; rejected: number }> {
  const { readable, rejections } = readBodies(bodies);
  await deps.ensurePartitions(readable.map(({ time }) => time));
  const urgency = new Map(
    readable.map((one) => [one.killmailId, one.priority]),
  );

  return deps.database.transaction(async (tx) => {
    const now = deps.clock.now();
    const ids = [...readable, ...rejections.map((one) => one.reference)].map(
      ({ killmailId }) => killmailId,
    );
    const locked = await lockReferences(tx, ids);
    const held = await readHeldMails(tx, locked);
    const choice = chooseBodies(readable, locked, held, null);
    await expireReferences(tx, choice.expired);
    await obeyEsi(tx, deps, choice, now);
    const rejected = await rejectReferences(tx, [
      ...rejections,
      ...choice.refused,
    ]);
    const fresh = choice.fresh.map((mail) => ({
      ...mail,
      isNews: isNews(mail.time, urgency.get(mail.killmailId) ?? "recent", now),
    }));
    const visible = await storeFresh(tx, deps, fresh, mostUrgent(bodies));
    await appendVisibilityLog(tx, [...visible, ...revisions(fresh)], now);
    return { stored: fresh.length, rejected };
  });
}

/** Where another source's body is here that ESI does not confirm, ESI's takes its place, and whoever runs the site hears of it. */
async function obeyEsi(
  tx: Transaction,
  deps: StoringDeps & { log: Logger },
  { withdrawn, confirmed, fresh }: Choice,
  now: Date,
): Promise<void> {
  await confirmBodies(tx, confirmed);
  await settleDisputes(tx, confirmed, "kept", now);
  if (withdrawn.length === 0) return;
  await takeOut(tx, deps, withdrawn);
  await settleDisputes(tx, withdrawn, "replaced", now);
  const given = new Map(
    fresh.map(({ killmailId, hash }) => [killmailId, hash]),
  );
  const others = withdrawn.filter(
    ({ killmailId, hash }) => given.get(killmailId) !== hash,
  );
  // ESI is asked about the other hash too: its own words are the reason then.
  await deps.outbox.addMany(
    tx,
    fetchKillmail,
    others.map(({ killmailId, hash }) => ({ killmailId, hash })),
    { priority: "recent" },
  );
  for (const { killmailId, hash, bodySource } of withdrawn)
    deps.log.error(
      { killmailId, hash, source: bodySource },
      "A source brought a killmail that ESI knows otherwise: ESI's took its place",
    );
}

/** Of mails that took another one's place: who had seen that one hears of it. */
function revisions(fresh: readonly NewKillmail[]): Revised[] {
  return fresh
    .filter(({ revision }) => revision > 1)
    .map(({ killmailId, time, revision }) => ({
      killmailId,
      killmailTime: time,
      revision,
    }));
}

function readBodies(bodies: readonly Body[]) {
  const readable: Readable[] = [];
  const rejections: Rejection[] = [];
  for (const { reference, body, priority } of bodies) {
    const problem = referenceProblem(reference);
    if (problem !== null)
      throw new RejectedError("KILLMAIL_REFERENCE", problem);
    const read = readBody(reference, body);
    if ("reason" in read) rejections.push({ reference, reason: read.reason });
    else
      readable.push({
        killmailId: reference.killmailId,
        hash: reference.hash,
        time: read.time,
        esi: read.killmail,
        priority,
      });
  }
  return { readable, rejections };
}

/** One event tells of the whole batch, so it goes at the pace of the most urgent mail in it. */
function mostUrgent(bodies: readonly Body[]): Priority {
  return priorityOfRank(
    bodies.reduce(
      (least, { priority }) => Math.min(least, priorityRank(priority)),
      priorityRank("dormant"),
    ),
  );
}
