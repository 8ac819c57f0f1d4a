import type { Clock } from "../http/clock.ts";

export interface ErrorLimit {
  isExhausted(address: string): boolean;
  note(address: string, status: number): void;
  /** Counts errors as if somebody had made them elsewhere. */
  spend(address: string, errors: number): void;
  headers(address: string): Record<string, string>;
}

const errorsPerWindow = 100;
const windowMs = 60_000;

/**
 * The old limit: 100 answers other than 2xx and 3xx per fixed minute and address, on routes without
 * a token bucket. Once spent, every route answers 420 until the minute is over.
 */
export function createErrorLimit(clock: Clock): ErrorLimit {
  const windows = new Map<string, { startMs: number; errors: number }>();

  const windowOf = (address: string): { startMs: number; errors: number } => {
    const nowMs = clock.now().getTime();
    const startMs = nowMs - (nowMs % windowMs);
    const current = windows.get(address);
    if (current?.startMs === startMs) return current;
    const fresh = { startMs, errors: 0 };
    windows.set(address, fresh);
    return fresh;
  };

  return {
    isExhausted: (address) => windowOf(address).errors >= errorsPerWindow,
    note(address, status) {
      if (status >= 400) windowOf(address).errors++;
    },
    spend(address, errors) {
      windowOf(address).errors += errors;
    },
    headers(address) {
      const { startMs, errors } = windowOf(address);
      const resetMs = startMs + windowMs - clock.now().getTime();
      return {
        "x-esi-error-limit-remain": String(
          Math.max(0, errorsPerWindow - errors),
        ),
        "x-esi-error-limit-reset": String(
          Math.max(1, Math.ceil(resetMs / 1_000)),
        ),
      };
    },
  };
}

export const errorLimitMessage =
  "This software has exceeded the error limit for ESI. If you are a user, please contact the maintainer of this software. If you are a developer/maintainer, please make a greater effort in the future to receive valid responses.";
