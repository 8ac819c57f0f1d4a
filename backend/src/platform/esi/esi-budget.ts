/** A place in a bucket, taken before a request goes out. */
export interface Reservation {
  readonly id: bigint;
  /** The route's rate-limit group; null for routes that only know the error limit. */
  readonly group: string | null;
  readonly subject: string;
}

/** What became of the request a place was reserved for. */
export type Outcome =
  | { readonly status: number; readonly headers: Headers }
  /** The request never reached ESI, so it cost nothing. */
  | "not sent";

/**
 * The one ledger of what is spent at ESI, shared by all processes. A reservation that is never settled (the process
 * died, or no answer came) counts at its dearest until the window has passed.
 */
export interface EsiBudget {
  /** Throws UnavailableError with `retryAt` when the bucket can not bear another request, or ESI told us to stop. */
  reserve(
    group: string | null,
    subject: string,
    now: Date,
  ): Promise<Reservation>;
  /** Replaces the reserved cost by the real one, and takes over what ESI's headers say about spends we do not know of. */
  settle(reservation: Reservation, outcome: Outcome, now: Date): Promise<void>;
}
