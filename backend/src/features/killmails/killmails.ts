import type {
  CorporationId,
  EntityId,
  GrantId,
  KillmailId,
  Priority,
  Viewer,
} from "../../kernel/index.ts";
import type { Db, Transaction } from "../../platform/database/index.ts";
import type { EsiKillmail } from "./body/esi-killmail.ts";
import type { Bulk } from "./bulk/create-bulk.ts";
import type { KillmailFilter } from "./filter/killmail-filter.ts";
import type { Ingested } from "./ingest/ingested.ts";
import type { DerivableKillmail, WriteDerived } from "./later-effect.ts";
import type { MailPlace } from "./store/derivable-mails.ts";
import type { PublicationDelay } from "./publication/publication-delay.ts";
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
  /** Whose list it is, for "corporation" and then always: that corporation's setting decides who sees the mails, the director's grant alone gives no right to them. */
  readonly corporationId?: CorporationId;
  /** Written in the same transaction; what is left out becomes null. */
  readonly cursor?: CursorUpdate;
  readonly priority: Priority;
}

export interface Recorded {
  /** Distinct references of this call that are in the ledger now. */
  readonly listed: number;
  /** How many of them it had never seen. */
  readonly fresh: number;
  /** References no ledger row can hold (id beyond int4, broken hash), each with a sentence; kept apart from the ledger. */
  readonly refused: readonly { reference: Reference; reason: string }[];
}

export interface Body {
  readonly reference: Reference;
  readonly body: unknown;
  readonly priority: Priority;
}

/** A killmail as a public source shows it that carries the body. */
export interface ShownKillmail {
  readonly killmailId: KillmailId;
  /** Null where the source gives none: it follows from the body. */
  readonly hash: string | null;
  /** In ESI's shape, without what the source added to it. */
  readonly body: unknown;
  /** The source shows the reference alone, and nothing is wrong with that: `body` is not looked at, ESI has it. */
  readonly isBare?: boolean;
}

export interface IngestInput {
  /** Name of the public source: what it shows is public for good. */
  readonly source: string;
  readonly killmails: readonly ShownKillmail[];
  /** Written in the same transaction; what is left out becomes null. */
  readonly cursor?: CursorUpdate;
  /** "dormant" for archives: of old mails from there subscribers are not told. */
  readonly priority: Priority;
  /** What else the source said, written in the same transaction; returns the mails of which something else is said now than before, so that their revision rises. Runs again when the transaction does. */
  readonly alongside?: (
    tx: Transaction,
    said: Ingested,
  ) => Promise<readonly KillmailId[]>;
}

export interface StoredKillmail {
  readonly id: KillmailId;
  readonly hash: string;
  readonly time: Date;
  /** Starts at 1 when the mail is stored and, once more, when it becomes public; rises with every change after that. */
  readonly revision: number;
  readonly isPublic: boolean;
  /** Since when anybody may see it. */
  readonly publicSince: Date | null;
  /** "pilot" (somebody who saw it published it), "delay" (one chosen by an observer ran out), or the name of the public source that showed it first. */
  readonly publicSource: string | null;
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
  /** Taken out by the site's retention, or too old for it when they were shown. */
  readonly expired: number;
}

/** To whom a mail was opened: to the account of the grant, to whom the corporation's setting covers, or to anybody when both are null. */
export interface SeenBy {
  readonly grantId: GrantId | null;
  readonly corporationId: CorporationId | null;
}

/** One step of a mail's visibility; `sequence` rises in commit order. */
export interface LogEntry extends SeenBy {
  readonly sequence: bigint;
  readonly killmailId: KillmailId;
  readonly killmailTime: Date;
  /** Set when the entry opens nothing and only says that the mail has changed, to this revision. Such entries go when the mail becomes public. */
  readonly revision: number | null;
  /** The mail's earlier steps. */
  readonly earlier: readonly SeenBy[];
}

/** What a viewer may see besides public mails. */
export interface Rights {
  /** The account's grants that live now. */
  readonly grants: ReadonlySet<GrantId>;
  /** Corporations whose setting covers the account now. */
  readonly corporations: ReadonlySet<CorporationId>;
}

/** Who of a corporation sees the mails of its list. */
export type Audience = "directors" | "members";

export interface CorporationSettings {
  readonly audience: Audience;
  readonly publicationDelay: PublicationDelay;
}

/** Where the character of a grant is now. */
export interface Membership {
  readonly grantId: GrantId;
  readonly corporationId: CorporationId;
  /** When ESI said so. */
  readonly checkedAt: Date;
}

export interface Killmails {
  /**
   * Ledger, observations, cursor and fetch orders in the caller's transaction. Call it as the transaction's last
   * work: it may hold the visibility log's lock until commit. Afterwards call `announce()` and the outbox's `poke()`.
   */
  record(tx: Transaction, input: RecordInput): Promise<Recorded>;
  cursor(db: Db, source: string, subject: string): Promise<SourceCursor | null>;
  isPending(db: Db, reference: Reference): Promise<boolean>;
  /** Whether ESI's body of it is awaited: none is here, or two that differ. */
  isBodyWanted(db: Db, reference: Reference): Promise<boolean>;
  /**
   * Stores bodies of recorded references in one transaction and announces them. Idempotent. A body that breaks the
   * schema: its reference becomes rejected with the reason, the rest goes on.
   */
  store(bodies: readonly Body[]): Promise<{ stored: number; rejected: number }>;
  /**
   * Takes what a public source shows together with its bodies: references, cursor, mails and what follows from them in
   * one transaction, announced. Idempotent, in any order. Each body has to obey its hash; what ESI says stands above it.
   * Of a reference that comes alone, and was never seen, the body is ordered from ESI.
   */
  ingest(input: IngestInput): Promise<Ingested>;
  /** The same for archives, by COPY and on all cores. It holds threads and a connection until it is closed. */
  bulk(): Bulk;
  /**
   * Notes that something a younger feature says of stored mails has changed: raises their revision and tells
   * subscribers. Call it as the transaction's last work, like `record`, and `announce()` afterwards.
   */
  revise(tx: Transaction, killmailIds: readonly KillmailId[]): Promise<void>;
  /**
   * Derives something from stored mails, after they were stored, whoever may see them. `prepare` looks at them and asks
   * around; what it returns writes, in one transaction in which they stay as they were looked at. Of those it names the
   * revision rises and subscribers are told, but for old ones from archives, of which nobody was told. What is not stored
   * (any more) is left out. May run again for mails that changed meanwhile.
   */
  deriveLater(
    places: readonly MailPlace[],
    prepare: (mails: readonly DerivableKillmail[]) => Promise<WriteDerived>,
  ): Promise<void>;
  /** Where some mails of a time are, behind the one given, by time and id; whoever may see them. */
  places(
    time: { from: Date; before: Date },
    after: MailPlace | null,
    limit: number,
  ): Promise<MailPlace[]>;
  /** Notes that ESI refuses the reference. One that is stored with ESI's body stays so. */
  reject(reference: Reference, reason: string): Promise<void>;
  /** Tells subscribers in all processes that the visibility log has grown; call after the transaction. Never fails: it is done whether they hear of it or not. */
  announce(): Promise<void>;
  countsForGrant(db: Db, grantId: GrantId): Promise<ReferenceCounts>;
  countsForCorporation(
    db: Db,
    corporationId: CorporationId,
  ): Promise<ReferenceCounts>;

  /** Notes where characters are now, and returns where those known of were before. Who has changed corporation is no director any more. */
  noteMembers(
    db: Db,
    members: readonly Membership[],
  ): Promise<Map<GrantId, CorporationId>>;
  /** Notes whether the character of the grant is a director of the corporation it is in; with a corporation given, only as long as it is in that one. */
  noteDirector(
    db: Db,
    grantId: GrantId,
    isDirector: boolean,
    corporationId?: CorporationId,
  ): Promise<void>;
  /** Forgets where the character of the grant was, unless that was seen after `before`: until it is known anew it is nowhere. */
  forgetMember(db: Db, grantId: GrantId, before: Date): Promise<void>;
  memberships(
    db: Db,
    grantIds: readonly GrantId[],
  ): Promise<Map<GrantId, Membership>>;
  corporationSettings(
    db: Db,
    corporationId: CorporationId,
  ): Promise<CorporationSettings>;
  /** Decides nothing about who may choose: that is the caller's. */
  setCorporationAudience(
    db: Db,
    corporationId: CorporationId,
    audience: Audience,
  ): Promise<void>;

  /** Makes a mail public, for good. RejectedError NOT_FOUND when the viewer does not see it. */
  publish(viewer: Viewer, killmailId: KillmailId): Promise<StoredKillmail>;
  /** The delay that holds for what the grant observes. */
  publicationDelay(grantId: GrantId): Promise<PublicationDelay>;
  setPublicationDelay(
    observer: { grantId: GrantId } | { corporationId: CorporationId },
    delay: PublicationDelay,
  ): Promise<void>;
  /** For a grant that lives again: what it observed before falls due by its delay as if it had never ended. */
  resumePublication(tx: Transaction, grantId: GrantId): Promise<void>;
  /** Publishes what some observer's delay has run out for; returns how many mails became public. */
  publishDue(now: Date): Promise<number>;

  /**
   * Makes the partitions of this year and the next two, and, once a day, takes out the years that a retention lets go:
   * detached, their references marked as expired, dropped. It may break off anywhere and goes on the next time. Returns how many mails expired.
   */
  keepPartitions(now: Date): Promise<number>;

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
  rights(viewer: Viewer): Promise<Rights>;
  /** The predicate's twin for streams: whether the entry opens its mail to a viewer with these rights, for the first time. */
  opens(rights: Rights, entry: LogEntry): boolean;
}
