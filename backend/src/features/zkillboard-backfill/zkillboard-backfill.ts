import type {
  AccountId,
  BackfillId,
  TaskImplementation,
  Viewer,
} from "../../kernel/index.ts";
import type { ZkillboardEntity } from "../../platform/zkillboard/index.ts";

/** `queued`: nothing was read yet, or not since it was resumed. The last three are ends; asking anew begins again. */
export type BackfillState =
  "queued" | "running" | "paused" | "cancelled" | "done" | "failed";

/** Somebody's wish to have all that zKillboard lists of somebody, and how far it is. */
export interface Backfill {
  readonly id: BackfillId;
  readonly entity: ZkillboardEntity;
  /** Null: an operator, by a command. */
  readonly accountId: AccountId | null;
  /** The earliest month that is read, `YYYY-MM`. */
  readonly firstMonth: string;
  readonly state: BackfillState;
  /** One sentence: what happens, or why nothing does and what to do. */
  readonly message: string;
  readonly monthsTotal: number;
  /** Also those that were read before. */
  readonly monthsDone: number;
  /** The month that is read now, `YYYY-MM`; null unless it is under way. */
  readonly currentMonth: string | null;
  /** Mails on the pages read since it was asked for: of months read before only what came since. */
  readonly found: number;
  /** How many of them were not public here before. */
  readonly fresh: number;
  readonly askedAt: Date;
  readonly updatedAt: Date;
}

/** A pilot, or whoever runs the site, by a command. */
export type Asker = Viewer | { readonly kind: "operator" };

/**
 * Of backfills that are neither the asker's own nor theirs to see as an admin nobody learns anything: RejectedError
 * NOT_FOUND, as for those that do not exist.
 */
export interface ZkillboardBackfill {
  /**
   * Begins at once, or again; one that is under way or paused goes on. `since`: the earliest month, `YYYY-MM`; without, all
   * there is, from December 2007 on. RejectedError FORBIDDEN unless the entity is a character of the asker's, or the
   * corporation whose list they let this site read, or the asker runs the site; MONTH for a month that is none or to come.
   */
  start(
    asker: Asker,
    entity: ZkillboardEntity,
    options?: { since?: string | undefined },
  ): Promise<Backfill>;
  /** Nothing is read until it is resumed. One that has ended stays as it is. */
  pause(asker: Asker, backfillId: BackfillId): Promise<Backfill>;
  /** Goes on where it stood, also after it failed. RejectedError FORBIDDEN when the asker may not ask for it any more. */
  resume(asker: Asker, backfillId: BackfillId): Promise<Backfill>;
  /** What was found stays. */
  cancel(asker: Asker, backfillId: BackfillId): Promise<Backfill>;
  /** What the account asked for, the last one first. */
  ofAccount(accountId: AccountId): Promise<Backfill[]>;
  /** What anybody asked for, the last one first; `isUnderWay`: only what has not ended. RejectedError FORBIDDEN unless the asker runs the site. */
  all(
    asker: Asker,
    options: { limit: number; isUnderWay?: boolean },
  ): Promise<Backfill[]>;
  /** What operators asked for of this entity. */
  ofOperators(entity: ZkillboardEntity): Promise<Backfill | null>;
  /** Gives orders again that were lost; returns how many. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
