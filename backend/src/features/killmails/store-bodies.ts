import {
  type Clock,
  type KillmailId,
  type Priority,
  priorityOfRank,
  priorityRank,
  RejectedError,
} from "../../kernel/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import { readBody } from "./body/read-body.ts";
import { killmailStored } from "./events.ts";
import type { FreshKillmail, KillmailEffect } from "./killmail-effect.ts";
import type { Body } from "./killmails.ts";
import { referenceProblem, type Reference } from "./reference.ts";
import { appendVisibilityLog } from "./store/append-visibility-log.ts";
import { insertKillmails, type NewKillmail } from "./store/insert-killmails.ts";
import { rejectReferences } from "./store/ledger.ts";
import { lockReferences } from "./store/lock-references.ts";
import { tellObservers } from "./store/tell-observers.ts";

type Rejection = { reference: Reference; reason: string };
type Readable = FreshKillmail & { readonly reference: Reference };

/** `Killmails.store` without what follows the commit. Everything a mail brings with it commits together or not at all. */
export async function storeBodies(
  deps: {
    database: Database;
    clock: Clock;
    outbox: Outbox;
    effects: readonly KillmailEffect[];
    ensurePartitions: (moments: readonly Date[]) => Promise<void>;
  },
  bodies: readonly Body[],
): Promise<{ stored: number; rejected: number }> {
  const { readable, rejections } = readBodies(bodies);
  await deps.ensurePartitions(readable.map(({ time }) => time));
  const priority = mostUrgent(bodies);

  return deps.database.transaction(async (tx) => {
    const now = deps.clock.now();
    const { fresh, refused } = await chooseFresh(tx, readable, rejections);
    const rejected = await rejectReferences(tx, [...rejections, ...refused]);
    if (fresh.length === 0) return { stored: 0, rejected };

    const applied = deps.effects.map((e) => `${e.name}@${e.version}`);
    await insertKillmails(tx, fresh, applied, now);
    for (const effect of deps.effects) await effect.apply(tx, fresh);
    const killmails = fresh.map(({ killmailId, time }) => ({
      killmailId,
      killmailTime: time.toISOString(),
    }));
    await deps.outbox.emit(tx, killmailStored, { killmails }, { priority });
    await appendVisibilityLog(tx, await tellObservers(tx, fresh), now);
    return { stored: fresh.length, rejected };
  });
}

function readBodies(bodies: readonly Body[]) {
  const readable: Readable[] = [];
  const rejections: Rejection[] = [];
  for (const { reference, body } of bodies) {
    const problem = referenceProblem(reference);
    if (problem !== null)
      throw new RejectedError("KILLMAIL_REFERENCE", problem);
    const read = readBody(reference, body);
    if ("reason" in read) rejections.push({ reference, reason: read.reason });
    else
      readable.push({
        reference,
        killmailId: reference.killmailId,
        hash: reference.hash,
        time: read.time,
        esi: read.killmail,
      });
  }
  return { readable, rejections };
}

/** Which bodies are new, under locks that keep the answer true until commit: a mail is stored once, whoever delivers it. */
async function chooseFresh(
  tx: Transaction,
  readable: readonly Readable[],
  rejections: readonly Rejection[],
) {
  const ids = [...readable, ...rejections.map(({ reference }) => reference)];
  const locked = await lockReferences(
    tx,
    ids.map(({ killmailId }) => killmailId),
  );
  const byKey = new Map(locked.map((row) => [key(row), row]));
  const hashOf = new Map<KillmailId, string>();
  for (const { killmailId, hash, state } of locked)
    if (state === "stored") hashOf.set(killmailId, hash);

  const fresh: NewKillmail[] = [];
  const refused: Rejection[] = [];
  for (const { reference, ...mail } of readable) {
    const row = byKey.get(key(reference));
    if (row === undefined)
      throw new Error(
        `Killmail ${reference.killmailId} (${reference.hash}) was to be stored before it was recorded`,
      );
    const stored = hashOf.get(mail.killmailId);
    // Retention may have dropped the mail; it does not come back by itself.
    if (stored === mail.hash || row.state === "expired") continue;
    if (stored !== undefined) {
      refused.push({
        reference,
        reason: `ESI gave this mail under the hash ${stored} already`,
      });
      continue;
    }
    hashOf.set(mail.killmailId, mail.hash);
    const { publicSince, publicSource } = row;
    fresh.push({ ...mail, publicSince, publicSource });
  }
  return { fresh, refused };
}

function key({ killmailId, hash }: Reference): string {
  return `${killmailId} ${hash}`;
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
