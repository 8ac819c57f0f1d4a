import type {
  CharacterId,
  GrantId,
  TaskImplementation,
  Viewer,
} from "../../kernel/index.ts";
import type { ReferenceGap } from "../killmails/index.ts";
import type { ListComparison } from "./compare-with-list.ts";
import type { Whereabouts } from "./whereabouts/note-whereabouts.ts";
import type { SyncCheck } from "../sync-checks/index.ts";
import type { Transaction } from "../../platform/database/index.ts";

export type SyncState = "queued" | "running" | "idle" | "late" | "stopped";

/** What a pilot sees of a character's sync. */
export interface SyncView {
  readonly characterId: CharacterId;
  readonly grantId: GrantId;
  /** `running` also while listed mails are being fetched, `late` also when none of them can be, or when nobody does what is due. */
  readonly state: SyncState;
  /** What happened last, or why it is late and what to do. */
  readonly message: string;
  /** When the last check of ESI's list ended well. */
  readonly lastSyncAt: Date | null;
  /** When the next check is due, or since when it has been, while one waits for a worker. Null while one is under way, and when none will come. */
  readonly nextSyncAt: Date | null;
  /** Only a login with the character mends it. */
  readonly needsLogin: boolean;
  /** One sentence about the character itself, for a while after something changed. */
  readonly notice: string | null;
  /** Of ESI's bucket for this character's list, in these 15 minutes. */
  readonly tokens: TokenCount;
  readonly listed: number;
  readonly stored: number;
  readonly pending: number;
  readonly rejected: number;
  /** Older than the site keeps mails. */
  readonly expired: number;
}

/** Of a bucket at ESI, or of several. */
export interface TokenCount {
  readonly left: number;
  readonly limit: number;
}

export interface QueueOptions<Id> {
  readonly force?: boolean;
  readonly full?: boolean;
  /** Told of each batch once it is queued: there may be many. */
  readonly onQueued?: (ids: readonly Id[]) => void;
}

/** Pub/sub channel: the authorisation or sync of a character changed. Payload: `{"characterId":123}`. */
export const linkedCharacterChannel = "linked-character";

/** Keeps the ledger up with ESI's list of each linked character's killmails. */
export interface CharacterSync {
  /** To be called in the transaction that links the character: its first sync goes above everything else, and where it is will be asked; what was known of one that had been unlinked is forgotten. */
  scheduleFirstSync(
    tx: Transaction,
    link: { characterId: CharacterId; grantId: GrantId },
  ): Promise<void>;
  /** Queues who is due, with `force` everyone whose syncs are on; returns how many. `full` lists every page again, without ETag. */
  queueDue(now: Date, options?: QueueOptions<CharacterId>): Promise<number>;
  /** Orders a look at where linked characters are that were last looked at an hour ago; returns the number of orders. */
  queueAffiliations(now: Date): Promise<number>;
  /** What ESI has just said of where characters are, whoever asked. Returns those who are elsewhere than they were known to be. */
  noteWhereabouts(
    tx: Transaction,
    seen: readonly Whereabouts[],
  ): Promise<CharacterId[]>;
  /** The pilot asks: ahead of everything, but not before ESI has anything newer (the message says when). RejectedError FORBIDDEN for a character that is not the viewer's, AUTHORISATION_ENDED when it has to log in again. */
  requestSync(viewer: Viewer, characterId: CharacterId): Promise<void>;
  /** Characters nobody has linked are left out. */
  syncView(
    characterIds: readonly CharacterId[],
  ): Promise<Map<CharacterId, SyncView>>;
  /** The newest checks of each grant's list, newest first. */
  checks(
    grantIds: readonly GrantId[],
    limit: number,
  ): Promise<Map<GrantId, SyncCheck[]>>;
  /** What each grant's list showed and is not stored, the oldest first. */
  gaps(
    grantIds: readonly GrantId[],
    limit: number,
  ): Promise<Map<GrantId, ReferenceGap[]>>;
  /** How many of these have which state in their row: whether their checks have ended. */
  states(characterIds: readonly CharacterId[]): Promise<Map<SyncState, number>>;
  /** Everybody who is linked, and was seen by a sync, in the order of ids. */
  characters(): Promise<CharacterId[]>;
  /** What ESI lists now against the ledger, at the cost of two of the character's tokens for each page. */
  compareList(characterId: CharacterId): Promise<ListComparison>;
  readonly implementations: readonly TaskImplementation[];
}
