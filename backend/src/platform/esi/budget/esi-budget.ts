import type { Priority } from "../../../kernel/index.ts";

/** A call somebody wants to make. */
export interface EsiCall {
  /** Host of the address, whose health all processes share. */
  readonly host: string;
  /** The route's rate-limit group; null for routes that only know the error limit. */
  readonly group: string | null;
  /** Whose bucket of the group: `application:character`, or `publicSubject`. */
  readonly subject: string;
  readonly priority: Priority;
  /** What is asked for, in words: nobody else asks for the same meanwhile. */
  readonly flight: string;
  /** Asks whether the host is back, and so goes out while it is away. */
  readonly isProbe?: boolean;
}

/** A place in a bucket, taken before a call goes out. */
export interface Reservation {
  readonly id: string;
  readonly call: EsiCall;
  /** The call must have ended by then: what ESI counts later is not covered. */
  readonly until: Date;
}

/** What became of the call a place was reserved for. `failure`: what it says of the host, when it says that it is away. */
export type Outcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Headers;
      readonly failure: string | null;
    }
  /** The call never reached ESI, so it cost nothing. */
  | { readonly kind: "not sent"; readonly failure: string | null }
  /** Nobody knows whether ESI counted it. */
  | { readonly kind: "unknown"; readonly failure: string | null };

/** What is left of one bucket. */
export interface Remaining {
  readonly group: string;
  readonly subject: string;
  /** Tokens per window (errors per window for the group "error-limit"). */
  readonly limit: number;
  readonly windowMs: number;
  /** Of `limit`: what dormant work leaves to more urgent work. */
  readonly reserved: number;
  /** Calls on their way counted at their dearest. */
  readonly remaining: number;
  /** ESI told the bucket to stop until then. */
  readonly pausedUntil: Date | null;
}

/** A host that does not answer as it should. */
export interface HostOutage {
  readonly since: Date;
  readonly reason: string;
  /** When somebody looks again; nothing else goes out before. */
  readonly probeAt: Date;
}

/**
 * The one ledger of what is spent at ESI, and of whether ESI is there at all, shared by all processes. A reservation
 * that is never settled (the process died, or no answer came) counts at its dearest until the window has passed.
 */
export interface EsiBudget {
  /**
   * Throws UnavailableError with `retryAt` when the bucket can not bear another call of this priority, ESI told us to
   * stop, is away, or is being asked for the same. "probe": it is away, and this caller is the one to look.
   */
  reserve(call: EsiCall, now: Date): Promise<Reservation | "probe">;
  /**
   * Replaces the reserved cost by the real one, and takes over what ESI's headers say about spends we do not know of.
   * Returns when somebody looks at the host again, if it is away.
   */
  settle(
    reservation: Reservation,
    outcome: Outcome,
    now: Date,
  ): Promise<Date | null>;
  /** Of each subject in each group; without subjects, of the buckets something has been spent from. */
  remaining(
    wanted: { groups: readonly string[]; subjects?: readonly string[] },
    now: Date,
  ): Promise<Remaining[]>;
  /** Null while nothing is known to be wrong. */
  outage(host: string): Promise<HostOutage | null>;
}

/** Public routes are counted per address; all processes of a site are taken to share one. */
export const publicSubject = "address";

/** Routes for a character are counted per application and character. */
export function characterSubject(
  applicationId: string,
  characterId: number,
): string {
  return `${applicationId}:${characterId}`;
}
