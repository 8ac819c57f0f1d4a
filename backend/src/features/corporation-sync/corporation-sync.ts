import type {
  CharacterId,
  CorporationId,
  GrantId,
  TaskImplementation,
  Viewer,
} from "../../kernel/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { ListComparison } from "../character-sync/index.ts";
import type {
  Audience,
  CorporationSettings,
  PublicationDelay,
} from "../killmails/index.ts";

/** Of one character's switch. */
export type DirectorState = "off" | "login" | "checking" | "on";

/** Of a corporation's list. */
export type CorporationListState =
  "queued" | "running" | "idle" | "late" | "stopped";

/** What a pilot sees of the sync of a character's corporation. */
export interface CorporationSyncView {
  readonly characterId: CharacterId;
  /** Null until ESI has told where the character is. */
  readonly corporationId: CorporationId | null;
  /** The switch works: this character's consent is used. */
  readonly isEnabled: boolean;
  readonly state: Exclude<DirectorState, "on"> | CorporationListState;
  /** One sentence: why it is so, and what to do. */
  readonly message: string;
  readonly lastSyncAt: Date | null;
  readonly nextSyncAt: Date | null;
  readonly listed: number;
  readonly stored: number;
  readonly pending: number;
  readonly rejected: number;
  /** Linked characters whose consent is used, this one included. */
  readonly directors: number;
  /** Null for all but those directors, like everything else about the list. */
  readonly settings: CorporationSettings | null;
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
  queueDue(
    now: Date,
    options?: { force?: boolean; full?: boolean },
  ): Promise<number>;
  /** Every corporation whose list was ever read or wanted, in the order of ids. */
  corporations(): Promise<CorporationId[]>;
  /** What ESI lists now against the ledger, at the cost of two of a director's tokens for each page. */
  compareList(corporationId: CorporationId): Promise<ListComparison>;
  /** Characters nobody has linked are left out. */
  views(
    characterIds: readonly CharacterId[],
  ): Promise<Map<CharacterId, CorporationSyncView>>;
  readonly implementations: readonly TaskImplementation[];
}
