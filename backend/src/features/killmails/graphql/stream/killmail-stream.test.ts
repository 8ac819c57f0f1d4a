import { afterEach, expect, test, vi } from "vitest";
import {
  anonymous,
  id,
  silentLogger,
  type AccountId,
  type GrantId,
  type KillmailId,
  type Viewer,
} from "../../../../kernel/index.ts";
import type { PubSub } from "../../../../platform/pubsub/index.ts";
import type { Killmails, LogEntry, StoredKillmail } from "../../killmails.ts";
import { seesLogEntry } from "../../filter/sees-log-entry.ts";
import { inventKillmail } from "../../test-support/invent-killmail.ts";
import {
  createKillmailStream,
  type KillmailStream,
  type StreamRequest,
} from "./killmail-stream.ts";

const alice: Viewer = { kind: "account", accountId: id<AccountId>(1) };
const aliceGrant = id<GrantId>(11);
const bobGrant = id<GrantId>(22);

let stream: KillmailStream | undefined;
afterEach(() => stream?.close());

/** The visibility log in memory, with the questions that the stream asks of it. */
function createFakeLog() {
  const entries: LogEntry[] = [];
  let wake: () => void = () => undefined;
  const killmails = {
    lastSequence: vi.fn(() => Promise.resolve(BigInt(entries.length))),
    logAfter: vi.fn((sequence: bigint, limit: number) =>
      Promise.resolve(
        entries.slice(Number(sequence), Number(sequence) + limit),
      ),
    ),
    rights: vi.fn((viewer: Viewer) =>
      Promise.resolve({
        grants: new Set(viewer.kind === "anonymous" ? [] : [aliceGrant]),
        corporations: new Set(),
      }),
    ),
    opens: seesLogEntry,
    byIds: vi.fn((_viewer: Viewer, ids: readonly KillmailId[]) =>
      Promise.resolve(new Map(ids.map((one) => [one, stored(one)]))),
    ),
  };
  const pubsub: PubSub = {
    publish: () => Promise.resolve(),
    subscribe: (_channel, onMessage) => {
      wake = () => {
        onMessage("");
      };
      return Promise.resolve(() => Promise.resolve());
    },
    close: () => Promise.resolve(),
  };
  return {
    killmails,
    pubsub,
    append(grantId: GrantId | null, count = 1) {
      for (let added = 0; added < count; added++) {
        const sequence = BigInt(entries.length + 1);
        entries.push({
          sequence,
          killmailId: id<KillmailId>(sequence),
          killmailTime: new Date(0),
          grantId,
          corporationId: null,
          revision: null,
          earlier: [],
        });
      }
    },
    revise(killmailId: number, revision = 2) {
      entries.push({
        sequence: BigInt(entries.length + 1),
        killmailId: id<KillmailId>(killmailId),
        killmailTime: new Date(0),
        grantId: null,
        corporationId: null,
        revision,
        earlier: [],
      });
    },
    announce: () => {
      wake();
    },
  };
}

function stored(killmailId: KillmailId): StoredKillmail {
  return {
    id: killmailId,
    hash: "0".repeat(40),
    time: new Date(0),
    revision: 2,
    isPublic: true,
    publicSince: new Date(),
    publicSource: "test",
    esi: inventKillmail(killmailId),
  };
}

async function open(
  log: ReturnType<typeof createFakeLog>,
  safetyPollMs = 60_000,
): Promise<KillmailStream> {
  stream = await createKillmailStream({
    killmails: log.killmails as unknown as Killmails,
    pubsub: log.pubsub,
    log: silentLogger,
    safetyPollMs,
  });
  return stream;
}

function request(changes: Partial<StreamRequest> = {}): StreamRequest {
  const viewer = changes.viewer ?? anonymous;
  return {
    viewer,
    viewerNow: () => Promise.resolve(viewer),
    filter: {},
    after: null,
    ...changes,
  };
}

async function take(
  iterator: AsyncIterator<{ sequence: bigint }, undefined>,
  count: number,
): Promise<number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    sequences.push(Number(next.value.sequence));
  }
  return sequences;
}

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test("a reader that lags goes back to the log: nothing is lost or doubled, whatever memory holds", async () => {
  const log = createFakeLog();
  const iterator = await (await open(log)).subscribe(request());
  log.append(null);
  log.announce();
  expect(await take(iterator, 1)).toEqual([1]);
  // More than is kept in memory, while nobody reads.
  log.append(null, 5_000);
  log.announce();
  expect(await take(iterator, 5_000)).toEqual(upTo(5_001, 2));
});

test("a resumed reader goes from the log over into live without a seam", async () => {
  const log = createFakeLog();
  log.append(null, 130);
  const iterator = await (await open(log)).subscribe(request({ after: 7n }));
  const reading = take(iterator, 200);
  log.append(null, 77);
  log.announce();
  expect(await reading).toEqual(upTo(207, 8));
});

test("a cursor from another database is taken as now", async () => {
  const log = createFakeLog();
  log.append(null, 3);
  const iterator = await (
    await open(log)
  ).subscribe(request({ after: 1_000n }));
  log.append(null);
  log.announce();
  expect(await take(iterator, 1)).toEqual([4]);
});

test("a lost notification delays, no more", async () => {
  const log = createFakeLog();
  const iterator = await (await open(log, 20)).subscribe(request());
  log.append(null);
  expect(await take(iterator, 1)).toEqual([1]);
});

test("entries of other people cost no question to the database", async () => {
  const log = createFakeLog();
  const viewerNow = vi.fn(() => Promise.resolve(alice));
  const iterator = await (
    await open(log)
  ).subscribe(request({ viewer: alice, viewerNow }));
  log.append(bobGrant, 20);
  log.append(aliceGrant);
  log.announce();
  expect(await take(iterator, 1)).toEqual([21]);
  expect(log.killmails.byIds.mock.calls).toEqual([[alice, [id(21)]]]);
  expect(viewerNow).toHaveBeenCalledTimes(1);
});

test("a public mail is read once, however many receive it", async () => {
  const log = createFakeLog();
  const open_ = await open(log);
  const iterators = await Promise.all(
    Array.from({ length: 50 }, () => open_.subscribe(request())),
  );
  const reading = iterators.map((iterator) => take(iterator, 1));
  log.append(null);
  log.announce();
  expect(await Promise.all(reading)).toEqual(iterators.map(() => [1]));
  expect(log.killmails.byIds).toHaveBeenCalledTimes(1);
});

test("a private mail whose grant ended after its entry was written stays hidden", async () => {
  const log = createFakeLog();
  log.killmails.byIds.mockImplementation((viewer, ids) =>
    Promise.resolve(
      new Map(
        viewer.kind === "anonymous" ? ids.map((one) => [one, stored(one)]) : [],
      ),
    ),
  );
  const iterator = await (
    await open(log)
  ).subscribe(request({ viewer: alice }));
  log.append(aliceGrant);
  log.append(null);
  log.announce();
  expect(await take(iterator, 1)).toEqual([2]);
});

test("a session that is over ends the stream, even when nothing happens", async () => {
  const log = createFakeLog();
  const iterator = await (
    await open(log, 20)
  ).subscribe(
    request({ viewer: alice, viewerNow: () => Promise.resolve(anonymous) }),
  );
  expect((await iterator.next()).done).toBe(true);
});

test("one that leaves while it waits is gone", async () => {
  const log = createFakeLog();
  const iterator = await (await open(log)).subscribe(request());
  const pending = iterator.next();
  await iterator.return?.();
  expect((await pending).done).toBe(true);
});

test("closing ends every stream", async () => {
  const log = createFakeLog();
  const opened = await open(log);
  const iterator = await opened.subscribe(request());
  const pending = iterator.next();
  await opened.close();
  expect((await pending).done).toBe(true);
});

test("a database that is away for a moment costs time, no mail", async () => {
  const log = createFakeLog();
  const iterator = await (await open(log, 20)).subscribe(request());
  log.killmails.logAfter.mockRejectedValueOnce(new Error("connection lost"));
  log.append(null, 2);
  log.announce();
  expect(await take(iterator, 2)).toEqual([1, 2]);
});

test("changes of a mail that come together are one event, in the last one's place", async () => {
  const log = createFakeLog();
  const iterator = await (
    await open(log)
  ).subscribeToChanges({ ...request(), killmailId: null });
  for (const killmailId of [7, 8, 7, 9]) log.revise(killmailId);
  log.announce();
  expect(await take(iterator, 3)).toEqual([2, 3, 4]);
});

test("what changed before its mail became public is told to nobody", async () => {
  const log = createFakeLog();
  const opened = await open(log);
  const live = await opened.subscribeToChanges({
    ...request(),
    killmailId: null,
  });
  for (let before = 0; before < 5; before++) log.revise(8);
  log.revise(6);
  log.announce();
  expect(await take(live, 2)).toEqual([5, 6]);
  log.append(null, 2);
  log.announce();
  log.revise(8);
  log.announce();
  expect(await take(live, 1)).toEqual([9]);
  const late = await opened.subscribeToChanges({
    ...request({ after: 1n }),
    killmailId: null,
  });
  expect(await take(late, 2)).toEqual([6, 9]);
  log.revise(7, 3);
  log.revise(9);
  log.announce();
  expect(await take(late, 1)).toEqual([11]);
});

test("changes of one mail come without those of others", async () => {
  const log = createFakeLog();
  const iterator = await (
    await open(log)
  ).subscribeToChanges({ ...request(), killmailId: id<KillmailId>(8) });
  for (const killmailId of [7, 8, 9]) log.revise(killmailId);
  log.announce();
  expect(await take(iterator, 1)).toEqual([2]);
  for (const killmailId of [9, 8]) log.revise(killmailId);
  log.announce();
  expect(await take(iterator, 1)).toEqual([5]);
});

test("goes on where it was when the session or the mails cannot be read for a moment", async () => {
  const log = createFakeLog();
  const viewerNow = vi
    .fn(() => Promise.resolve(alice))
    .mockRejectedValueOnce(new Error("too many connections"));
  const iterator = await (
    await open(log)
  ).subscribe(request({ viewer: alice, viewerNow }));
  log.killmails.byIds.mockRejectedValueOnce(new Error("connection lost"));
  log.append(aliceGrant, 2);
  log.announce();
  expect(await take(iterator, 2)).toEqual([1, 2]);
});
