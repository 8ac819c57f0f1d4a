import {
  id,
  type KillmailId,
  type Priority,
  UnavailableError,
} from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import {
  type EsiAnswer,
  type EsiContent,
  type EsiReference,
  EsiRefusedError,
  tokenCost,
} from "../../platform/esi/index.ts";
import type { WorkingToken } from "../accounts/index.ts";
import type { CursorUpdate, SourceCursor } from "../killmails/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { continueWalk, readWalkPlace, type WalkPlace } from "./walk-place.ts";

/** Name of the list in `source_cursors`; its subject is the grant, so that a sold character's new owner starts afresh. */
export const listSource = "character-killmails";

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

type Page = Parameters<CharacterSyncDeps["esi"]["characterKillmails"]>[0];

/**
 * Reads the list into the ledger, page by page: one transaction for each, with how far the walk has come. Only the last
 * one keeps the ETag of page 1, so that whatever breaks off repeats the walk. `onStep` belongs to each transaction.
 */
export async function walkKillmailList(
  deps: CharacterSyncDeps,
  walk: {
    working: WorkingToken;
    cursor: SourceCursor | null;
    full: boolean;
    priority: Priority;
    tally: Tally;
    onStep: (tx: Transaction, step: WalkStep) => Promise<void>;
  },
): Promise<void> {
  const { working, cursor, priority, tally } = walk;
  const { characterId, grantId, token } = working;
  let place = readWalkPlace(cursor?.position);

  async function ask(
    page: Pick<Page, "page" | "etag">,
  ): Promise<EsiAnswer<EsiReference[]>> {
    try {
      const answer = await deps.esi.characterKillmails({
        characterId,
        token,
        priority,
        ...page,
      });
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
        source: "character",
        grantId,
        cursor: { source: listSource, subject: String(grantId), ...kept },
        priority,
      });
      const { fresh } = recorded;
      const end = isLast ? { expiresAt: kept.expiresAt ?? null } : null;
      await walk.onStep(tx, { fresh, end });
      return fresh;
    });
    deps.outbox.poke();
    if (references.length > 0) await deps.killmails.announce();
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
    `The killmail list of character ${characterId} changed while it was read, ${mostWalks} times`,
    { retryAt: new Date(deps.clock.now().getTime() + changingWaitMs) },
  );
}

/** How far the list was read for this grant. */
export function readListCursor(
  deps: Pick<CharacterSyncDeps, "database" | "killmails">,
  { grantId }: Pick<WorkingToken, "grantId">,
): Promise<SourceCursor | null> {
  return deps.killmails.cursor(
    deps.database.prisma,
    listSource,
    String(grantId),
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
