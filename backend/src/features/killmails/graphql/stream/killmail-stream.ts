import type {
  AccountId,
  KillmailId,
  Logger,
  Viewer,
} from "../../../../kernel/index.ts";
import { cancellable, persist } from "../../../../platform/graphql/index.ts";
import type { PubSub } from "../../../../platform/pubsub/index.ts";
import type { KillmailFilter } from "../../filter/killmail-filter.ts";
import { matchesFilter } from "../../filter/matches-filter.ts";
import type {
  Killmails,
  LogEntry,
  Rights,
  StoredKillmail,
} from "../../killmails.ts";
import { createLogTail, type LogTail } from "./log-tail.ts";
import { createPublicMails } from "./public-mails.ts";

export interface StreamedKillmail {
  readonly sequence: bigint;
  readonly killmail: StoredKillmail;
}

export interface StreamRequest {
  readonly viewer: Viewer;
  /** Asked again as events flow: the session may have ended. */
  readonly viewerNow: () => Promise<Viewer>;
  readonly filter: KillmailFilter;
  /** Resume right behind this sequence; from now on when null. */
  readonly after: bigint | null;
}

export interface ChangesRequest extends StreamRequest {
  /** Changes of this mail alone; of all when null. */
  readonly killmailId: KillmailId | null;
}

export interface KillmailStream {
  /** Mails that become visible. Resolves once the place to start from is fixed, so nothing that happens afterwards is missed. Ends with the session it began with. */
  subscribe(
    request: StreamRequest,
  ): Promise<AsyncIterableIterator<StreamedKillmail>>;
  /** The same for mails that the viewer sees and that have changed. */
  subscribeToChanges(
    request: ChangesRequest,
  ): Promise<AsyncIterableIterator<StreamedKillmail>>;
  close(): Promise<void>;
}

/** What of some log entries a subscriber of one kind receives; empty at no cost for most of them. */
type Read = (
  viewer: Viewer,
  entries: readonly LogEntry[],
) => Promise<{ isAnyTheirs: boolean; read: () => Promise<StreamedKillmail[]> }>;

/**
 * Mails as they become visible, and as they change. Subscribers pull: each walks the visibility log at its own pace, from
 * memory while it keeps up, from the database while it resumes or lags. No buffer grows with a slow reader, and between
 * replay and live there is no seam at which a mail could be lost or come twice.
 */
export async function createKillmailStream(deps: {
  killmails: Killmails;
  pubsub: PubSub;
  log: Logger;
  safetyPollMs?: number;
}): Promise<KillmailStream> {
  const { killmails } = deps;
  const tail = await createLogTail(deps);
  const rightsOf = createRightsMemo(killmails, tail);
  const publicMails = createPublicMails(killmails);

  async function* walk(
    { viewer, viewerNow, filter }: StreamRequest,
    from: bigint,
    kind: Read,
    signal: AbortSignal,
  ): AsyncGenerator<StreamedKillmail> {
    async function step(position: bigint) {
      const entries = await tail.after(position, signal);
      if (entries === null) return null;
      const last = entries.at(-1)?.sequence ?? position;
      const { isAnyTheirs, read } = await kind(viewer, entries);
      // Entries of other people, the most frequent case by far, end here without a question to the database.
      if (!isAnyTheirs && entries.length > 0) return { last, mails: [] };
      if (!isSame(viewer, await viewerNow())) return null;
      return { last, mails: await read() };
    }

    let position = from;
    for (;;) {
      const read = await persist(() => step(position), { ...deps, signal });
      if (read === null) return;
      position = read.last;
      yield* matching(read.mails, filter);
    }
  }

  const additions: Read = async (viewer, entries) => {
    const rights = await rightsOf(viewer);
    const seen = entries.filter((entry) => killmails.opens(rights, entry));
    return {
      isAnyTheirs: seen.length > 0,
      async read() {
        const ofAll = await publicMails(seen.filter(isForAnybody));
        const own = seen.filter((entry) => !isForAnybody(entry));
        // Through the viewer's own predicate: a grant may have ended since the entry was written, a role been lost.
        const ofViewer = await readFor(viewer, own);
        return seen.flatMap((entry) =>
          streamed(entry, isForAnybody(entry) ? ofAll : ofViewer),
        );
      },
    };
  };

  const changesOf =
    (killmailId: KillmailId | null): Read =>
    (viewer, entries) => {
      const changed = lastChanges(entries).filter(
        (entry) => killmailId === null || entry.killmailId === killmailId,
      );
      return Promise.resolve({
        isAnyTheirs: changed.length > 0,
        async read() {
          const ofAll = await publicMails(changed);
          const others = changed.filter(
            ({ killmailId }) => !ofAll.has(killmailId),
          );
          const ofViewer =
            viewer.kind === "anonymous" ? ofAll : await readFor(viewer, others);
          return changed.flatMap((entry) =>
            streamed(entry, ofAll.has(entry.killmailId) ? ofAll : ofViewer)
              // From before the mail became public and began anew.
              .filter(
                ({ killmail }) => killmail.revision >= (entry.revision ?? 0),
              ),
          );
        },
      });
    };

  async function readFor(viewer: Viewer, entries: readonly LogEntry[]) {
    const ids = entries.map(({ killmailId }) => killmailId);
    return ids.length === 0
      ? new Map<KillmailId, StoredKillmail>()
      : killmails.byIds(viewer, ids);
  }

  async function subscribe(request: StreamRequest, kind: Read) {
    const last = await killmails.lastSequence();
    // A cursor from the future is of another database: all that comes to this one is behind it.
    const from =
      request.after === null || request.after > last ? last : request.after;
    return cancellable((signal) => walk(request, from, kind, signal));
  }

  return {
    subscribe: (request) => subscribe(request, additions),
    subscribeToChanges: (request) =>
      subscribe(request, changesOf(request.killmailId)),
    close: () => tail.close(),
  };
}

function streamed(
  { sequence, killmailId }: LogEntry,
  mails: ReadonlyMap<KillmailId, StoredKillmail>,
): StreamedKillmail[] {
  const killmail = mails.get(killmailId);
  return killmail === undefined ? [] : [{ sequence, killmail }];
}

function* matching(
  mails: StreamedKillmail[],
  filter: KillmailFilter,
): Generator<StreamedKillmail> {
  for (const mail of mails)
    if (matchesFilter(filter, mail.killmail.esi)) yield mail;
}

/** Of several changes of a mail the last one tells of all. It comes in its own place, not in the first one's: a cursor never goes back. */
function lastChanges(entries: readonly LogEntry[]): LogEntry[] {
  const last = new Map<KillmailId, LogEntry>();
  for (const entry of entries) {
    if (entry.revision === null) continue;
    last.delete(entry.killmailId);
    last.set(entry.killmailId, entry);
  }
  return [...last.values()];
}

function isForAnybody({ grantId, corporationId }: LogEntry): boolean {
  return grantId === null && corporationId === null;
}

function isSame(viewer: Viewer, now: Viewer): boolean {
  if (viewer.kind === "anonymous") return true;
  return now.kind === "account" && now.accountId === viewer.accountId;
}

/** A viewer's rights, read once for all of its subscriptions until the log moves on. Good enough to skip what is not theirs; what is, is read through the predicate. */
function createRightsMemo(
  killmails: Pick<Killmails, "rights">,
  tail: LogTail,
): (viewer: Viewer) => Promise<Rights> {
  const memo = new Map<AccountId | null, Promise<Rights>>();
  let head = tail.head();
  return (viewer) => {
    if (head !== tail.head()) {
      memo.clear();
      head = tail.head();
    }
    const key = viewer.kind === "account" ? viewer.accountId : null;
    const known = memo.get(key);
    if (known !== undefined) return known;
    const rights = killmails.rights(viewer);
    memo.set(key, rights);
    rights.catch(() => memo.delete(key));
    return rights;
  };
}
