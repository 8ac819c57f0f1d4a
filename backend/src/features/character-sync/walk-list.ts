import {
  type Clock,
  id,
  type KillmailId,
  type Priority,
  UnavailableError,
} from "../../kernel/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import {
  type EsiAnswer,
  type EsiContent,
  type EsiReference,
  EsiRefusedError,
  tokenCost,
} from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type {
  CursorUpdate,
  Killmails,
  RecordInput,
  SourceCursor,
} from "../killmails/index.ts";
import { continueWalk, readWalkPlace, type WalkPlace } from "./walk-place.ts";

/** What a check has come to so far. The walk counts in it as it goes, so that it is true also of one that breaks off. */
export interface Tally {
  /** References listed. */
  found: number;
  /** Of those, the ones the ledger had never seen. */
  fresh: number;
  /** ESI's, of the bucket for the list. */
  tokens: number;
}

/** A page, or that nothing has changed, about to be committed. */
export interface WalkStep {
  /** References of this step that the ledger had never seen; those before are in the tally. */
  readonly fresh: number;
  /** With the last step the list has been read to its end: until when ESI answers from its cache. */
  readonly end: { readonly expiresAt: Date | null } | null;
}

const mostWalks = 3;
const changingWaitMs = 60_000;

/** A killmail list of ESI's, and where what it shows is written. */
export interface KillmailList {
  /** For messages. */
  readonly name: string;
  /** Of its cursor. */
  readonly source: string;
  readonly subject: string;
  /** To whom it shows its mails. */
  readonly shownTo: Pick<RecordInput, "source" | "grantId" | "corporationId">;
  ask(page: {
    page: number;
    etag?: string | null;
  }): Promise<EsiAnswer<EsiReference[]>>;
}

/**
 * Reads the list into the ledger, page by page: one transaction for each, with how far the walk has come. Only the last
 * one keeps the ETag of page 1, so that whatever breaks off repeats the walk. `onStep` belongs to each transaction.
 */
export async function walkList(
  deps: {
    database: Database;
    clock: Clock;
    outbox: Pick<Outbox, "poke">;
    killmails: Pick<Killmails, "record" | "announce">;
  },
  list: KillmailList,
  walk: {
    cursor: SourceCursor | null;
    full: boolean;
    priority: Priority;
    tally: Tally;
    onStep: (tx: Transaction, step: WalkStep) => Promise<void>;
  },
): Promise<void> {
  const { cursor, priority, tally } = walk;
  const { source, subject, shownTo } = list;
  let place = readWalkPlace(cursor?.position);

  async function ask(
    page: Parameters<KillmailList["ask"]>[0],
  ): Promise<EsiAnswer<EsiReference[]>> {
    try {
      const answer = await list.ask(page);
      tally.tokens += tokenCost(answer.status);
      return answer;
    } catch (error) {
      if (error instanceof EsiRefusedError)
        tally.tokens += tokenCost(error.status);
      throw error;
    }
  }

  async function keep(
    references: readonly EsiReference[],
    kept: Omit<CursorUpdate, "source" | "subject">,
    isLast: boolean,
  ): Promise<void> {
    tally.found += references.length;
    tally.fresh += await deps.database.transaction(async (tx) => {
      const recorded = await deps.killmails.record(tx, {
        references: references.map(toReference),
        ...shownTo,
        cursor: { source, subject, ...kept },
        priority,
      });
      const { fresh } = recorded;
      const end = isLast ? { expiresAt: kept.expiresAt ?? null } : null;
      await walk.onStep(tx, { fresh, end });
      return fresh;
    });
    // Nothing was ordered, nothing has become visible: relay and subscribers would look at their tables for nothing.
    if (references.length === 0) return;
    deps.outbox.poke();
    await deps.killmails.announce();
  }

  for (let walks = 1; walks <= mostWalks; walks++) {
    tally.found = 0;
    const etag = walk.full || walks > 1 ? null : (cursor?.etag ?? null);
    const answer = await ask({ page: 1, etag });
    if (answer.status === 304) {
      const { expiresAt } = answer;
      const lastModified = answer.lastModified ?? cursor?.lastModified ?? null;
      await keep(
        [],
        { etag: answer.etag ?? etag, lastModified, expiresAt },
        true,
      );
      return;
    }
    const { nextPage, etag: endEtag } = continueWalk(place, answer);
    const end = {
      etag: endEtag,
      lastModified: answer.lastModified,
      expiresAt: answer.expiresAt,
    };
    const placeBefore = (page: number): WalkPlace => ({
      nextPage: page,
      etag: endEtag,
      lastModified: answer.lastModified,
    });
    if (answer.pages <= 1) {
      await keep(answer.body, end, true);
      return;
    }
    await keep(answer.body, { position: placeBefore(nextPage) }, false);
    let isSameList = true;
    for (let page = nextPage; page <= answer.pages && isSameList; page++) {
      const next = await contentOrNull(ask({ page }));
      const isLast = page === answer.pages;
      // What it lists is true, whichever list it belongs to; only the end must not be reached over a changed one.
      isSameList = next?.lastModified === answer.lastModified;
      if (!isSameList) place = null;
      await keep(
        next?.body ?? [],
        isLast && isSameList ? end : { position: placeBefore(page + 1) },
        isLast && isSameList,
      );
    }
    if (isSameList) return;
  }
  throw new UnavailableError(
    `The killmail list of ${list.name} changed while it was read, ${mostWalks} times`,
    { retryAt: new Date(deps.clock.now().getTime() + changingWaitMs) },
  );
}

/** Null when the page is gone: the list has become shorter meanwhile. */
async function contentOrNull(
  asked: Promise<EsiAnswer<EsiReference[]>>,
): Promise<EsiContent<EsiReference[]> | null> {
  try {
    const answer = await asked;
    if (answer.status === 200) return answer;
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
  throw new Error("ESI answered 304 to a request without an ETag");
}

function toReference(reference: EsiReference) {
  return {
    killmailId: id<KillmailId>(reference.killmail_id),
    hash: reference.killmail_hash,
  };
}
