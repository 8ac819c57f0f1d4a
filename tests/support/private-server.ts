/** A server of the test's own, which it may restart without disturbing anybody. */
export interface PrivateServer {
  readonly url: string;
  /** Kills it the hard way and brings it back at the same address. It keeps what it has on disk, unless it `forgets` that too. */
  restart(options?: { forgets?: boolean }): Promise<void>;
  stop(): Promise<void>;
}
