import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import type { GrantId, KillmailId } from "../../kernel/index.ts";
import type { LogEntry } from "./killmails.ts";
import { appendVisibilityLog } from "./store/append-visibility-log.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
});
afterAll(() => db.drop());

test("a reader that saw a number never meets a smaller one later, however transactions overlap", async () => {
  const start = await site.killmails.lastSequence();
  const writers = 8;
  const each = 25;
  let running = writers;
  const write = async (writer: number) => {
    for (let round = 0; round < each; round++)
      await db.database
        .transaction(async (tx) => {
          await appendVisibilityLog(
            tx,
            [0, 1].map((half) => ({
              killmailId: (writer * 1000 + round * 2 + half + 1) as KillmailId,
              killmailTime: new Date(0),
              grantId: null,
              corporationId: null,
            })),
            new Date(0),
          );
          // Some transactions take longer to commit than others, some never do.
          for (let wait = 0; wait < (writer + round) % 4; wait++)
            await tx.$queryRaw`SELECT 1`;
          if ((writer * 7 + round) % 5 === 0) throw new RolledBack();
        })
        .catch((error: unknown) => {
          if (!(error instanceof RolledBack)) throw error;
        });
    running--;
  };
  const seen: bigint[] = [];
  const follow = async () => {
    let last = start;
    for (;;) {
      const isLastLook = running === 0;
      const entries = await site.killmails.logAfter(last, 7);
      seen.push(...entries.map(({ sequence }) => sequence));
      last = entries.at(-1)?.sequence ?? last;
      if (isLastLook && entries.length === 0) return;
    }
  };
  await Promise.all([
    follow(),
    ...Array.from({ length: writers }, (_, writer) => write(writer)),
  ]);
  const all = await site.killmails.logAfter(start, 100_000);
  expect(all.length).toBe(writers * (each - each / 5) * 2);
  expect(seen).toEqual(all.map(({ sequence }) => sequence));
});

class RolledBack extends Error {}

test("storing while others record the same mails: every observer is told of every mail, and sees it", async () => {
  const pilots: Pilot[] = [];
  for (let index = 0; index < 4; index++)
    pilots.push(await site.pilot(100 + index));
  const mails = Array.from({ length: 24 }, (_, index) =>
    inventKillmail(500_000 + index),
  );
  const record = (pilot: Pilot, from: number, source: string) =>
    db.database.transaction((tx) =>
      site.killmails.record(tx, {
        references: mails
          .slice(from, from + 6)
          .map(referenceOf)
          .reverse(),
        source,
        grantId: pilot.grantId,
        priority: "recent",
      }),
    );
  const [first, ...others] = pilots as [Pilot, ...Pilot[]];
  for (let from = 0; from < 24; from += 6)
    await record(first, from, "character");
  const start = await site.killmails.lastSequence();
  await Promise.all(
    [0, 6, 12, 18].flatMap((from) => [
      ...others.map((pilot) => record(pilot, from, "character")),
      site.killmails.store(
        mails.slice(from, from + 6).map((body) => ({
          reference: referenceOf(body),
          body,
          priority: "recent",
        })),
      ),
      ...others.map((pilot) => record(pilot, from, "another list")),
    ]),
  );

  const entries = await site.killmails.logAfter(start, 1000);
  for (const pilot of pilots) {
    const rights = await site.killmails.rights(pilot.viewer);
    const told = entries.filter((entry) => site.killmails.opens(rights, entry));
    expect(told.map(({ killmailId }) => killmailId as number).sort()).toEqual(
      mails.map(({ killmail_id }) => killmail_id),
    );
    const page = await site.killmails.page(pilot.viewer, {
      filter: {},
      limit: 100,
    });
    expect(page.rows).toHaveLength(24);
  }
});

test("the twin of the predicate agrees with it along a mail's whole life", async () => {
  const esi = inventKillmail(600_000);
  const reference = referenceOf(esi);
  const observers = [await site.pilot(201), await site.pilot(202)];
  const second = await site.secondGrant(observers[0] as Pilot, 203);
  const stranger = await site.pilot(204);
  const start = await site.killmails.lastSequence();
  const received = new Map<Pilot, number>();

  /** What each viewer got from the stream so far must be what the predicate lets them see, and never twice. */
  async function check(entries: LogEntry[]) {
    for (const pilot of [...observers, stranger]) {
      const rights = await site.killmails.rights(pilot.viewer);
      const count = entries.filter((entry) =>
        site.killmails.opens(rights, entry),
      ).length;
      received.set(pilot, count);
      const isSeen =
        (await site.killmails.byId(pilot.viewer, reference.killmailId)) !==
        null;
      expect(count).toBe(isSeen ? 1 : 0);
    }
  }
  const step = async (grantId: GrantId | null) => {
    await site.recordAndStore([esi], grantId);
    await check(await site.killmails.logAfter(start, 1000));
  };
  await step((observers[0] as Pilot).grantId);
  await step((observers[1] as Pilot).grantId);
  await step(second);
  await step(null);
  expect([...received.values()]).toEqual([1, 1, 1]);
});
