import {
  id,
  type KillmailId,
  RejectedError,
  UnavailableError,
} from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  type EsiReference,
  EsiRefusedError,
} from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import {
  findUnobserved,
  type Killmails,
  type Reference,
} from "../killmails/index.ts";
import type { KillmailList } from "./walk-list.ts";

/** What ESI lists now, against the ledger. */
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

/** Reads all pages without an ETag: two of ESI's tokens for each. Writes nothing by itself. Throws what keeps ESI from answering. */
export async function compareWithList(
  deps: {
    database: Database;
    outbox: Pick<Outbox, "poke">;
    killmails: Pick<Killmails, "cursor" | "record" | "announce">;
  },
  list: KillmailList,
): Promise<ListComparison> {
  const { database, killmails, outbox } = deps;
  const { prisma } = database;
  const { source, subject, shownTo } = list;
  const cursor = await killmails.cursor(prisma, source, subject);
  const { references, etag } = await readList(list);
  const lacking = await findUnobserved(prisma, shownTo, references);
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
          ...shownTo,
          priority: "recent",
        }),
      );
      outbox.poke();
      await killmails.announce();
    },
  };
}

/** Why nothing was compared, from what was thrown; a bug is thrown on. */
export function notCompared(error: unknown): ListComparison {
  if (!(error instanceof UnavailableError) && !(error instanceof RejectedError))
    throw error;
  const { message: reason } = error;
  return { kind: "not compared", reason, isProven: isForGood(error) };
}

async function readList(list: KillmailList) {
  const references: Reference[] = [];
  let first: { etag: string | null; pages: number } | null = null;
  for (let page = 1; page <= (first?.pages ?? 1); page++) {
    const answer = await list.ask({ page });
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
