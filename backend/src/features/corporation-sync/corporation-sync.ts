import type {
  CharacterId,
  CorporationId,
  GrantId,
  TaskImplementation,
  Viewer,
} from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type {
  ListComparison,
  QueueOptions,
  TokenCount,
} from "../character-sync/index.ts";
import type {
  Audience,
  CorporationSettings,
  PublicationDelay,
  ReferenceGap,
} from "../killmails/index.ts";
import type { SyncCheck } from "../sync-checks/index.ts";

/** Of one character's switch. */
export type DirectorState = "off" | "refused" | "login" | "checking" | "on";

/** Of a corporation's list. */
export type CorporationListState =
  "queued" | "running" | "idle" | "late" | "stopped";

/** What is known of a corporation's list: its directors' business. */
export interface CorporationListView {
  readonly corporationId: CorporationId;
  /** `running` also while listed mails are being fetched, `late` also when none of them can be, or when nobody does what is due. */
  readonly state: CorporationListState;
  /** One sentence: why it is so, and what to do. */
  readonly message: string;
  readonly lastSyncAt: Date | null;
  /** When the next check is due, or since when it has been, while one waits for a worker. Null while one is under way, and when none will come. */
  readonly nextSyncAt: Date | null;
  readonly listed: number;
  readonly stored: number;
  readonly pending: number;
  readonly rejected: number;
  /** Older than the site keeps mails. */
  readonly expired: number;
  /** Linked characters whose consent is used. */
  readonly directors: number;
  /** Of ESI's buckets of all of them for such lists, in these 15 minutes. */
  readonly tokens: TokenCount;
  readonly settings: CorporationSettings;
}

/** What a pilot sees of the sync of a character's corporation. Unless the switch is on, there is nothing to know of the list. */
export interface CorporationSyncView extends Omit<
  CorporationListView,
  "corporationId" | "state" | "settings"
> {
  readonly characterId: CharacterId;
  /** Null until ESI has told where the character is, and once it is deleted. */
  readonly corporationId: CorporationId | null;
  /** The switch works: this character's consent is used. */
  readonly isEnabled: boolean;
  readonly state: Exclude<DirectorState, "on"> | CorporationListState;
  readonly settings: CorporationSettings | null;
}

/** A character that is, was or is to be a director whose consent is used. */
export interface Consent {
  readonly characterId: CharacterId;
  readonly state: DirectorState;
  /** Why it is so. */
  readonly message: string;
  /** When the list was last read in the character's name. */
  readonly lastTurnAt: Date | null;
}

/** Keeps the ledger up with ESI's lists of whole corporations. */
export interface CorporationSync {
  /** To be called in the transaction that links the character: a switch that waits for scopes is looked at again, and nobody is a director by what was known before unlinking. */
  onLinked(
    tx: Transaction,
    link: { characterId: CharacterId; grantId: GrantId },
  ): Promise<void>;
  /** The pilot's wish. `isLoginNeeded`: the scopes are missing, an upgrade login brings them. RejectedError FORBIDDEN for a character that is not the viewer's. */
  setEnabled(
    viewer: Viewer,
    characterId: CharacterId,
    isWanted: boolean,
  ): Promise<{ isLoginNeeded: boolean }>;
  /** RejectedError FORBIDDEN unless the character is the viewer's and a director whose switch is on. */
  setAudience(
    viewer: Viewer,
    characterId: CharacterId,
    audience: Audience,
  ): Promise<void>;
  /** The same, for the delay after which the corporation's mails become public. */
  setPublicationDelay(
    viewer: Viewer,
    characterId: CharacterId,
    delay: PublicationDelay,
  ): Promise<void>;
  /** Queues corporations that are due, with `force` all that have a director; returns how many. */
  queueDue(now: Date, options?: QueueOptions<CorporationId>): Promise<number>;
  /** How many of these have which state in their row: whether their checks have ended. */
  states(
    corporationIds: readonly CorporationId[],
  ): Promise<Map<CorporationListState, number>>;
  /** Every corporation whose list was ever read or wanted, in the order of ids. */
  corporations(): Promise<CorporationId[]>;
  /** What ESI lists now against the ledger, at the cost of two of a director's tokens for each page. */
  compareList(corporationId: CorporationId): Promise<ListComparison>;
  /** Characters nobody has linked are left out. */
  views(
    characterIds: readonly CharacterId[],
  ): Promise<Map<CharacterId, CorporationSyncView>>;
  /** Those some director lets this site read, or wants to, in the order of ids. */
  wantedCorporations(): Promise<CorporationId[]>;
  /** Decides nothing about who may know: like all that follows, for `views` and for commands. */
  list(corporationId: CorporationId): Promise<CorporationListView>;
  consents(corporationId: CorporationId): Promise<Consent[]>;
  /** The newest checks of each list, newest first. */
  checks(
    corporationIds: readonly CorporationId[],
    limit: number,
  ): Promise<Map<CorporationId, SyncCheck[]>>;
  /** What each list showed and is not stored, the oldest first. */
  gaps(
    corporationIds: readonly CorporationId[],
    limit: number,
  ): Promise<Map<CorporationId, ReferenceGap[]>>;
  readonly implementations: readonly TaskImplementation[];
}
