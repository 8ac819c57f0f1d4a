import type {
  EntityId,
  GrantId,
  KillmailId,
  Priority,
  Viewer,
} from "../../kernel/index.ts";
import type { Db, Transaction } from "../../platform/database/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";
import type { KillmailFilter } from "./filter/killmail-filter.ts";
import type { Reference } from "./reference.ts";

/** How far a source was read. */
export interface SourceCursor {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The source has nothing new before this moment. */
  readonly expiresAt: Date | null;
  readonly position: unknown;
  readonly updatedAt: Date;
}

export interface CursorUpdate {
  readonly source: string;
  readonly subject: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly expiresAt?: Date | null;
  readonly position?: unknown;
}

export interface RecordInput {
  readonly references: readonly Reference[];
  /** "character", "corporation", or the name of a public source. */
  readonly source: string;
  /** Through whose grant the source showed them; null for a public source, which makes them public for good. */
  readonly grantId: GrantId | null;
  /** Written in the same transaction; what is left out becomes null. */
  readonly cursor?: CursorUpdate;
  readonly priority: Priority;
}

export interface Recorded {
  /** Distinct references of this call that are in the ledger now. */
  readonly listed: number;
  /** How many of them it had never seen. */
  readonly fresh: number;
  /** References no ledger row can hold (id beyond int4, broken hash), each with a sentence. */
  readonly refused: readonly { reference: Reference; reason: string }[];
}

export interface Body {
  readonly reference: Reference;
  readonly body: unknown;
  readonly priority: Priority;
}

export interface StoredKillmail {
  readonly id: KillmailId;
  readonly hash: string;
  readonly time: Date;
  /** Starts at 1, rises with every change after storing. */
  readonly revision: number;
  readonly isPublic: boolean;
  readonly esi: EsiKillmail;
}

/** Place in a list ordered newest first: by time, then by id. */
export interface PageKey {
  readonly time: Date;
  readonly id: KillmailId;
}

export interface Page {
  readonly rows: StoredKillmail[];
  readonly hasMore: boolean;
}

export interface ReferenceCounts {
  readonly listed: number;
  readonly stored: number;
  readonly pending: number;
  readonly rejected: number;
}

/** One step of a mail's visibility; `sequence` rises in commit order. */
export interface LogEntry {
  readonly sequence: bigint;
  readonly killmailId: KillmailId;
  readonly killmailTime: Date;
  /** Null: visible to anybody from here on. Otherwise to the account of this grant. */
  readonly grantId: GrantId | null;
  /** The same of the mail's earlier entries. */
  readonly earlierGrantIds: readonly (GrantId | null)[];
}

export interface Killmails {
  /**
   * Ledger, observations, cursor and fetch orders in the caller's transaction. Call it as the transaction's last
   * work: it may hold the visibility log's lock until commit. Afterwards call `announce()` and the outbox's `poke()`.
   */
  record(tx: Transaction, input: RecordInput): Promise<Recorded>;
  cursor(db: Db, source: string, subject: string): Promise<SourceCursor | null>;
  isPending(db: Db, reference: Reference): Promise<boolean>;
  /**
   * Stores bodies of recorded references in one transaction and announces them. Idempotent. A body that breaks the
   * schema: its reference becomes rejected with the reason, the rest goes on.
   */
  store(bodies: readonly Body[]): Promise<{ stored: number; rejected: number }>;
  /** Marks a pending reference as one that can not be stored. */
  reject(db: Db, reference: Reference, reason: string): Promise<void>;
  /** Tells subscribers in all processes that the visibility log has grown; call after the transaction. */
  announce(): Promise<void>;
  countsForGrant(db: Db, grantId: GrantId): Promise<ReferenceCounts>;

  byId(viewer: Viewer, killmailId: KillmailId): Promise<StoredKillmail | null>;
  byIds(
    viewer: Viewer,
    killmailIds: readonly KillmailId[],
  ): Promise<Map<KillmailId, StoredKillmail>>;
  /** Newest first. `after` is the place of the last mail of the page before. */
  page(
    viewer: Viewer,
    query: {
      filter: KillmailFilter;
      limit: number;
      after?: PageKey | undefined;
    },
  ): Promise<Page>;
  /** Whether any mail the viewer sees involves it. */
  isEntityKnown(viewer: Viewer, entityId: EntityId): Promise<boolean>;

  /** Entries behind `sequence`, in order. A reader that has seen one never misses a smaller one later. */
  logAfter(sequence: bigint, limit: number): Promise<LogEntry[]>;
  lastSequence(): Promise<bigint>;
  /** The viewer's grants that live now, for `seesLogEntry`. */
  liveGrants(viewer: Viewer): Promise<ReadonlySet<GrantId>>;
}
