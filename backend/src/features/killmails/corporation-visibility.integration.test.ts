import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  anonymous,
  type CorporationId,
  type EntityId,
  type KillmailId,
} from "../../kernel/index.ts";
import type { LogEntry } from "./killmails.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

const ours = 98000100 as CorporationId;
const theirs = 98000200 as CorporationId;
const hermit = 2110000777;

let db: TestDatabase;
let site: TestKillmails;
let director: Pilot;
let otherDirector: Pilot;
let member: Pilot;
let stranger: Pilot;

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  director = await site.pilot(1);
  otherDirector = await site.pilot(2);
  member = await site.pilot(3);
  stranger = await site.pilot(4);
  await site.joins(director.grantId, ours, true);
  await site.joins(otherDirector.grantId, ours, true);
  await site.joins(member.grantId, ours);
  await site.joins(stranger.grantId, theirs, true);
});
afterAll(() => db.drop());

const pilots = () => ({ director, otherDirector, member, stranger });

/** Who sees the mail: asked by id, in the list, in a filtered list, by who is on it, and of the stream; all have to agree. */
async function seers(killmailId: number): Promise<string[]> {
  const names: string[] = [];
  const everybody = Object.entries(pilots()).map(
    ([name, { viewer }]) => [name, viewer] as const,
  );
  for (const [name, viewer] of [
    ...everybody,
    ["anybody", anonymous] as const,
  ]) {
    const one = await site.killmails.byId(viewer, killmailId as KillmailId);
    const answers = [one !== null];
    for (const filter of [{}, { involved: [hermit as EntityId] }]) {
      const page = await site.killmails.page(viewer, { filter, limit: 100 });
      answers.push(page.rows.some(({ id }) => id === killmailId));
    }
    answers.push(
      await site.killmails.isEntityKnown(viewer, hermit as EntityId),
    );
    expect(new Set(answers).size, `${name}: ${answers.join()}`).toBe(1);
    if (one !== null) names.push(name);
  }
  return names;
}

/** Who was told of the mail, and how often. */
async function told(entries: LogEntry[]) {
  const counts: Record<string, number> = {};
  for (const [name, { viewer }] of Object.entries(pilots())) {
    const rights = await site.killmails.rights(viewer);
    counts[name] = entries.filter((entry) =>
      site.killmails.opens(rights, entry),
    ).length;
  }
  return counts;
}

test("a corporation's mail through its life: directors, members, those who leave, everybody", async () => {
  const esi = inventKillmail(1000, {
    victim: { character_id: hermit, damage_taken: 1, ship_type_id: 670 },
  });
  const start = await site.killmails.lastSequence();
  await site.recordAndStore([esi], director.grantId, ours);
  expect(await seers(1000)).toEqual(["director", "otherDirector"]);
  const log = () => site.killmails.logAfter(start, 100);
  expect(await told(await log())).toEqual({
    director: 1,
    otherDirector: 1,
    member: 0,
    stranger: 0,
  });

  // The second director's turn brings nothing twice.
  await site.recordAndStore([esi], otherDirector.grantId, ours);
  expect(await log()).toHaveLength(1);

  await site.killmails.setCorporationAudience(
    db.database.prisma,
    ours,
    "members",
  );
  expect(await seers(1000)).toEqual(["director", "otherDirector", "member"]);
  await site.joins(member.grantId, theirs);
  expect(await seers(1000)).toEqual(["director", "otherDirector"]);
  await site.joins(member.grantId, ours);

  // The one through whom it came has no more right to it than any director.
  await site.joins(director.grantId, theirs);
  expect(await seers(1000)).toEqual(["otherDirector", "member"]);
  await site.killmails.setCorporationAudience(
    db.database.prisma,
    ours,
    "directors",
  );
  expect(await seers(1000)).toEqual(["otherDirector"]);
  await site.joins(director.grantId, ours, true);
  await site.endGrant(otherDirector.grantId);
  expect(await seers(1000)).toEqual(["director"]);

  // A mail of one's own is seen whatever the corporation says.
  await site.recordAndStore([esi], member.grantId);
  expect(await seers(1000)).toEqual(["director", "member"]);
  expect((await told(await log()))["member"]).toBe(1);

  await site.recordAndStore([esi], null);
  expect(await seers(1000)).toEqual([
    "director",
    "otherDirector",
    "member",
    "stranger",
    "anybody",
  ]);
  expect(await told(await log())).toEqual({
    director: 1,
    otherDirector: 1,
    member: 1,
    stranger: 1,
  });
});

test("two corporations that list the same mail decide each for their own", async () => {
  const esi = inventKillmail(2000);
  await site.recordAndStore([esi], director.grantId, ours);
  const seen = async ({ viewer }: Pilot) =>
    (await site.killmails.byId(viewer, 2000 as KillmailId)) !== null;
  expect(await seen(stranger)).toBe(false);
  await site.recordAndStore([esi], stranger.grantId, theirs);
  expect([await seen(director), await seen(stranger)]).toEqual([true, true]);
  const counts = { listed: 1, stored: 1, pending: 0, rejected: 0, expired: 0 };
  const { prisma } = db.database;
  expect(await site.killmails.countsForCorporation(prisma, theirs)).toEqual(
    counts,
  );
});

test("a mail that is listed while it is being stored reaches the corporation", async () => {
  const mails = Array.from({ length: 20 }, (_, index) =>
    inventKillmail(3000 + index),
  );
  await site.recordAndStore([], member.grantId);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: mails.map(referenceOf),
      source: "character",
      grantId: member.grantId,
      priority: "recent",
    }),
  );
  const start = await site.killmails.lastSequence();
  await Promise.all([
    site.recordAndStore(mails, director.grantId, ours),
    site.killmails.store(
      mails.map((body) => ({
        reference: referenceOf(body),
        body,
        priority: "recent",
      })),
    ),
  ]);
  const counts = await told(await site.killmails.logAfter(start, 1000));
  expect(counts).toMatchObject({ director: 20, member: 20, stranger: 0 });
});

test("a corporation's list without its name, or another list with one, is a bug", async () => {
  for (const wrong of [
    { source: "corporation" },
    { source: "character", corporationId: ours },
  ])
    await expect(
      db.database.transaction((tx) =>
        site.killmails.record(tx, {
          references: [referenceOf(inventKillmail(4000))],
          grantId: director.grantId,
          priority: "recent",
          ...wrong,
        }),
      ),
    ).rejects.toThrow("names a corporation");
});

test("deleting a director's account leaves what the corporation has", async () => {
  const leaver = await site.pilot(9);
  await site.joins(leaver.grantId, ours, true);
  await site.recordAndStore([inventKillmail(5000)], leaver.grantId, ours);
  await db.database.prisma.account.delete({ where: { id: leaver.accountId } });
  expect(
    await site.killmails.byId(director.viewer, 5000 as KillmailId),
  ).not.toBeNull();
});
