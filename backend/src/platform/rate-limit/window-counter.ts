/** Where requests are counted: in this process, or in one place for all of them. */
export interface WindowCounter {
  /** Adds one to the key's count in this window and returns the new count. */
  increment(key: string, window: Window): Promise<number>;
  close(): Promise<void>;
}

export interface Window {
  /** Milliseconds since 1970, a multiple of the length. */
  readonly start: number;
  readonly lengthMs: number;
}
