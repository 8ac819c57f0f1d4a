import type { Logger } from "../../../../kernel/index.ts";
import type { PubSub } from "../../../../platform/pubsub/index.ts";
import type { Killmails, LogEntry } from "../../killmails.ts";
import { visibilityChannel } from "../../visibility-channel.ts";

/** The end of the visibility log, kept in memory for all subscribers of this process. */
export interface LogTail {
  /** Some entries behind `position`; waits for the first. Empty when nothing came for a while, null when aborted or closed. */
  after(position: bigint, signal: AbortSignal): Promise<LogEntry[] | null>;
  /** How far this process has read. */
  head(): bigint;
  close(): Promise<void>;
}

const entriesKept = 2_000;
const readAtOnce = 500;
/** Small, so that a reader's rights are looked at again often while it replays a long stretch. */
const handedOutAtOnce = 50;

export async function createLogTail(deps: {
  killmails: Pick<Killmails, "logAfter" | "lastSequence">;
  pubsub: Pick<PubSub, "subscribe">;
  log: Logger;
  /** How long a lost notification can delay an event. */
  safetyPollMs?: number;
}): Promise<LogTail> {
  const { killmails, log } = deps;
  let kept: LogEntry[] = [];
  let head = await killmails.lastSequence();
  /** Every entry behind this one and up to `head` is in `kept`. */
  let floor = head;
  let isClosed = false;
  let reading: Promise<void> | null = null;
  let isReadWanted = false;
  const waiting = new Set<() => void>();

  const wakeAll = (): void => {
    for (const wake of [...waiting]) wake();
  };

  async function read(): Promise<void> {
    while (isReadWanted && !isClosed) {
      isReadWanted = false;
      const entries = await killmails.logAfter(head, readAtOnce);
      if (entries.length === readAtOnce) isReadWanted = true;
      take(entries);
    }
  }

  function take(entries: LogEntry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    kept = withoutChangesBefore(entries, kept);
    kept.push(...entries);
    const dropped = kept.length - entriesKept;
    if (dropped > 0) {
      floor = kept[dropped - 1]?.sequence ?? floor;
      kept = kept.slice(dropped);
    }
    head = last.sequence;
    wakeAll();
  }

  function wantRead(): void {
    isReadWanted = true;
    reading ??= read()
      .catch((error: unknown) => {
        log.warn(
          { err: error },
          "the visibility log could not be read; the next poll tries again",
        );
      })
      .finally(() => {
        reading = null;
      });
  }

  function wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
  }

  const unsubscribe = await deps.pubsub.subscribe(
    visibilityChannel,
    wantRead,
    wantRead,
  );
  const timer = setInterval(() => {
    wantRead();
    wakeAll();
  }, deps.safetyPollMs ?? 10_000);
  timer.unref();

  return {
    after: async (position, signal) => {
      const isOver = (): boolean => isClosed || signal.aborted;
      if (isOver()) return null;
      if (position < floor) {
        const entries = await killmails.logAfter(position, handedOutAtOnce);
        if (isOver()) return null;
        // What the database has beyond `head` was not announced here yet: grants may be remembered from before it.
        const known = entries.filter(({ sequence }) => sequence <= head);
        if (known.length > 0) return known;
      }
      const ready = behind(kept, position);
      if (ready.length > 0) return ready;
      await wait(signal);
      return isOver() ? null : behind(kept, position);
    },
    head: () => head,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      wakeAll();
      await unsubscribe();
      await reading;
    },
  };
}

/** What changed before its mail became public is told to nobody, like in the log itself. */
function withoutChangesBefore(
  entries: readonly LogEntry[],
  kept: LogEntry[],
): LogEntry[] {
  const published = new Set(
    entries.filter(opensToAll).map(({ killmailId }) => killmailId),
  );
  return kept.filter(
    ({ killmailId, revision }) =>
      revision === null || !published.has(killmailId),
  );
}

function opensToAll({ grantId, corporationId, revision }: LogEntry): boolean {
  return revision === null && grantId === null && corporationId === null;
}

function behind(kept: LogEntry[], position: bigint): LogEntry[] {
  const start = kept.findIndex(({ sequence }) => sequence > position);
  return start < 0 ? [] : kept.slice(start, start + handedOutAtOnce);
}
