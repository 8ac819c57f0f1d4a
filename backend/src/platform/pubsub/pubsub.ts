/** News for whoever listens now, in any process. Nothing is kept: who must not miss anything reads a table and takes this as the nudge to look. */
export interface PubSub {
  /** `payload` at most 7,999 bytes. Of equal news published at the same time, one may be told. */
  publish(channel: string, payload: string): Promise<void>;
  /** Resolves once messages arrive, or after a short while when the server is away: they arrive as soon as it is there. Returns how to stop. `onReconnect` is called when the connection had been lost, or could not be made in time, and stands again: what was published between is gone. */
  subscribe(
    channel: string,
    onMessage: (payload: string) => void,
    onReconnect?: () => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
