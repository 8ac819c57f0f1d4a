import type { TaskImplementation } from "../../kernel/index.ts";

/** How far the wars were read. */
export interface WarProgress {
  readonly isOn: boolean;
  /** Wars declared before are left out; null: all of them are read. */
  readonly since: Date | null;
  /** All wars since then are known by id. */
  readonly isListed: boolean;
  readonly known: number;
  /** Read to the end for good. */
  readonly over: number;
  /** Going on, or just over: read again from time to time. */
  readonly active: number;
  readonly unread: number;
  /** Of all of them: ESI refuses the war, which is over then, or its list, which is asked for again a month later. */
  readonly refused: number;
}

export interface WarKillmails {
  /** Reads wars from now on, newest first, those that go on again and again; back to `since`, to the first war there was, or as far as was said before. */
  switchOn(options: { since?: Date | null | undefined }): Promise<void>;
  /** What was found stays; nothing more is asked for. */
  switchOff(): Promise<void>;
  progress(): Promise<WarProgress>;
  /** Queues lists that are due, at most twenty a minute: half of what ESI's budget for mails leaves to work without hurry. Returns how many orders were given. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
