/** Values that can be had again. Anything may be gone at any time; nothing that must last belongs here. */
export interface Cache {
  /** Null when it is not there, too old, or the place of the cache is away. Never throws. */
  get(key: string): Promise<string | null>;
  /** Kept until then at most. Values of more than `largestValueBytes` are not kept. Never throws. */
  set(key: string, value: string, until: Date): Promise<void>;
  close(): Promise<void>;
}

export const largestValueBytes = 1024 * 1024;
