import {
  type CharacterId,
  id,
  type KillmailId,
  RejectedError,
  UnavailableError,
} from "../../kernel/index.ts";
import {
  type EsiReference,
  EsiRefusedError,
} from "../../platform/esi/index.ts";
import { findUnobserved, type Reference } from "../killmails/index.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { readListCursor } from "./walk-killmail-list.ts";

/** What ESI lists now for a character, against the ledger. */
export type ListComparison =
  | {
      readonly kind: "compared";
      readonly listed: number;
      /** Listed, and lacking in the ledger although the list is the one that was read last: lost. */
      readonly missing: readonly Reference[];
      /** Listed since the last check, which the next one brings. */
      readonly fresh: readonly Reference[];
      /** Takes what is missing or fresh into the ledger and has it fetched. */
      heal(): Promise<void>;
    }
  /** `isProven` false: ask again later; true: there is nothing to compare with. */
  | {
      readonly kind: "not compared";
      readonly reason: string;
      readonly isProven: boolean;
    };

/** Reads all pages without an ETag: two of the character's ESI tokens for each. Writes nothing by itself. */
export async function compareList(
  deps: CharacterSyncDeps,
  characterId: CharacterId,
): Promise<ListComparison> {
  const { accounts, database, killmails, outbox } = deps;
  try {
    const { token, grantId } = await accounts.accessToken(characterId);
    const cursor = await readListCursor(deps, { grantId });
    const { references, etag } = await readList(deps, { characterId, token });
    const lacking = await findUnobserved(database.prisma, grantId, references);
    const isSameList = cursor?.etag != null && cursor.etag === etag;
    return {
      kind: "compared",
      listed: references.length,
      missing: isSameList ? lacking : [],
      fresh: isSameList ? [] : lacking,
      async heal() {
        await database.transaction((tx) =>
          killmails.record(tx, {
            references: lacking,
            source: "character",
            grantId,
            priority: "recent",
          }),
        );
        outbox.poke();
        await killmails.announce();
      },
    };
  } catch (error) {
    if (
      !(error instanceof UnavailableError) &&
      !(error instanceof RejectedError)
    )
      throw error;
    return {
      kind: "not compared",
      reason: error.message,
      isProven: isForGood(error),
    };
  }
}

async function readList(
  { esi }: CharacterSyncDeps,
  { characterId, token }: { characterId: CharacterId; token: string },
): Promise<{ references: Reference[]; etag: string | null }> {
  const references: Reference[] = [];
  let first: { etag: string | null; pages: number } | null = null;
  for (let page = 1; page <= (first?.pages ?? 1); page++) {
    const answer = await esi.characterKillmails({
      characterId,
      token,
      page,
      priority: "recent",
    });
    if (answer.status === 304)
      throw new Error("ESI answered 304 to a request without an ETag");
    first ??= answer;
    references.push(...answer.body.map(toReference));
  }
  return { references, etag: first?.etag ?? null };
}

function toReference(listed: EsiReference): Reference {
  return {
    killmailId: id<KillmailId>(listed.killmail_id),
    hash: listed.killmail_hash.toLowerCase(),
  };
}

/** There is no list any more that could show something else. */
function isForGood(error: UnavailableError | RejectedError): boolean {
  if (error instanceof UnavailableError) return false;
  return error instanceof EsiRefusedError
    ? error.status === 404
    : ["AUTHORISATION_ENDED", "NOT_LINKED"].includes(error.code);
}
