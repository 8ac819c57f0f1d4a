import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  anonymous,
  type CorporationId,
  type KillmailId,
} from "../../../kernel/index.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";
import type { publicationDelays } from "./publication-delay.ts";

const hourMs = 3_600_000;
const ours = 98000100 as CorporationId;

let db: TestDatabase;
let site: TestKillmails;
let stranger: Pilot;
let nextId = 1000;

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  stranger = await site.pilot(99);
});
afterAll(() => db.drop());

const isPublic = async (killmailId: number) =>
  (await site.killmails.byId(anonymous, killmailId as KillmailId)) !== null;

/** A mail of this pilot's, first recorded now. */
async function mailOf(...observers: Pilot[]): Promise<number> {
  const esi = inventKillmail(nextId++);
  for (const { grantId } of observers)
    await site.recordAndStore([esi], grantId);
  return esi.killmail_id;
}

async function hoursLater(hours: number): Promise<number> {
  site.clock.advance(hours * hourMs);
  return site.killmails.publishDue(site.clock.now());
}

test("nothing becomes public unless somebody wants it", async () => {
  const mail = await mailOf(await site.pilot(1));
  expect(await hoursLater(10_000)).toBe(0);
  expect(await isPublic(mail)).toBe(false);
});

test.each([1, 3, 8, 24, 72])(
  "a delay of %i hours is counted from the first recording",
  async (hours) => {
    const pilot = await site.pilot(2);
    const delay = String(hours) as (typeof publicationDelays)[number];
    await site.killmails.setPublicationDelay(pilot, delay);
    const mail = await mailOf(pilot);
    expect(await hoursLater(hours - 0.1)).toBe(0);
    expect(await isPublic(mail)).toBe(false);
    const start = await site.killmails.lastSequence();
    const told = site.announcements.length;
    expect(await hoursLater(0.2)).toBe(1);
    expect(await isPublic(mail)).toBe(true);
    expect(site.announcements.length).toBe(told + 1);

    // Live, and once: a stranger receives it, its pilot has had it.
    const entries = await site.killmails.logAfter(start, 10);
    for (const [viewer, count] of [
      [stranger.viewer, 1],
      [anonymous, 1],
      [pilot.viewer, 0],
    ] as const) {
      const rights = await site.killmails.rights(viewer);
      expect(
        entries.filter((entry) => site.killmails.opens(rights, entry)),
      ).toHaveLength(count);
    }
    const [late] = await site.killmails.logAfter(start - 1n, 1);
    const rights = await site.killmails.rights(pilot.viewer);
    expect(late && site.killmails.opens(rights, late)).toBe(true);
    expect(await hoursLater(1)).toBe(0);
  },
);

test("no delay at all: public as it is recorded, also what is stored later", async () => {
  const pilot = await site.pilot(3);
  await site.killmails.setPublicationDelay(pilot, "0");
  expect(await isPublic(await mailOf(pilot))).toBe(true);
});

test("the shortest delay of those who observed it wins, whoever comes first", async () => {
  const [slow, quick, silent] = [
    await site.pilot(4),
    await site.pilot(5),
    await site.pilot(6),
  ];
  await site.killmails.setPublicationDelay(slow, "72");
  await site.killmails.setPublicationDelay(quick, "3");
  await site.killmails.setPublicationDelay(silent, "never");
  const mails = [
    await mailOf(slow, quick, silent),
    await mailOf(quick, silent, slow),
    await mailOf(silent, slow),
  ];
  expect(await hoursLater(4)).toBe(2);
  expect(await Promise.all(mails.map(isPublic))).toEqual([true, true, false]);
  expect(await hoursLater(69)).toBe(1);
});

test("one who observes it long after it was recorded does not make it wait again", async () => {
  const [silent, quick] = [await site.pilot(7), await site.pilot(8)];
  const esi = inventKillmail(nextId++);
  await site.recordAndStore([esi], silent.grantId);
  expect(await hoursLater(30)).toBe(0);
  await site.killmails.setPublicationDelay(quick, "24");
  await site.recordAndStore([esi], quick.grantId);
  expect(await hoursLater(0)).toBe(1);
});

test("a choice holds for older mails too, and can be changed until it has been acted on", async () => {
  const pilot = await site.pilot(10);
  const mail = await mailOf(pilot);
  await site.killmails.setPublicationDelay(pilot, "8");
  await hoursLater(7);
  await site.killmails.setPublicationDelay(pilot, "24");
  await hoursLater(2);
  expect(await isPublic(mail)).toBe(false);
  await site.killmails.setPublicationDelay(pilot, "never");
  expect(await hoursLater(100)).toBe(0);
  await site.killmails.setPublicationDelay(pilot, "1");
  expect(await hoursLater(0)).toBe(1);
  await site.killmails.setPublicationDelay(pilot, "never");
  expect(await isPublic(mail)).toBe(true);
});

test("who has left has nothing to say any more", async () => {
  const pilot = await site.pilot(11);
  await site.killmails.setPublicationDelay(pilot, "3");
  const mail = await mailOf(pilot);
  await site.endGrant(pilot.grantId);
  expect(await hoursLater(4)).toBe(0);
  expect(await isPublic(mail)).toBe(false);
});

test("what fell due while its observer was away is public once it is back", async () => {
  const pilot = await site.pilot(15);
  await site.killmails.setPublicationDelay(pilot, "3");
  const mail = await mailOf(pilot);
  await site.endGrant(pilot.grantId);
  expect(await hoursLater(4)).toBe(0);
  await db.database.transaction(async (tx) => {
    const where = { id: pilot.grantId };
    await tx.grant.update({ where, data: { endedAt: null } });
    await site.killmails.resumePublication(tx, pilot.grantId);
  });
  expect(await hoursLater(0)).toBe(1);
  expect(await isPublic(mail)).toBe(true);
});

test("a corporation is an observer of its own", async () => {
  const director = await site.pilot(12);
  await site.joins(director.grantId, ours, true);
  await site.killmails.setPublicationDelay(director, "1");
  const listed = inventKillmail(nextId++);
  await site.recordAndStore([listed], director.grantId, ours);
  await hoursLater(2);
  expect(await isPublic(listed.killmail_id)).toBe(false);
  await site.killmails.setPublicationDelay({ corporationId: ours }, "3");
  expect(await hoursLater(2)).toBe(1);
  const { prisma } = db.database;
  expect(await site.killmails.corporationSettings(prisma, ours)).toEqual({
    audience: "directors",
    publicationDelay: "3",
  });
});

test("a site's default holds for those who have not chosen", async () => {
  const generous = createTestKillmails(db.database, {
    defaultPublicationDelay: "8",
  });
  const [usual, shy] = [await generous.pilot(13), await generous.pilot(14)];
  await generous.killmails.setPublicationDelay(shy, "never");
  const mails = [inventKillmail(nextId++), inventKillmail(nextId++)] as const;
  await generous.recordAndStore([mails[0]], usual.grantId);
  await generous.recordAndStore([mails[1]], shy.grantId);
  const later = new Date(generous.clock.now().getTime() + 9 * hourMs);
  expect(await generous.killmails.publishDue(later)).toBe(1);
  expect(await isPublic(mails[0].killmail_id)).toBe(true);
  expect(await isPublic(mails[1].killmail_id)).toBe(false);
});

test("two schedulers publish a thousand mails once", async () => {
  const pilot = await site.pilot(15);
  await site.killmails.setPublicationDelay(pilot, "1");
  const mails = Array.from({ length: 1_100 }, () => inventKillmail(nextId++));
  await site.recordAndStore(mails, pilot.grantId);
  site.clock.advance(2 * hourMs);
  const start = await site.killmails.lastSequence();
  const now = site.clock.now();
  const counts = await Promise.all([
    site.killmails.publishDue(now),
    site.killmails.publishDue(now),
  ]);
  expect(counts[0] + counts[1]).toBe(1_100);
  expect(await site.killmails.logAfter(start, 10_000)).toHaveLength(1_100);
});

test("whoever sees a mail publishes it, once; for anybody else it does not exist", async () => {
  const pilot = await site.pilot(16);
  const mail = (await mailOf(pilot)) as KillmailId;
  const unknown = 999_999 as KillmailId;
  for (const viewer of [stranger.viewer, anonymous]) {
    const refusal = (id: KillmailId) =>
      site.killmails.publish(viewer, id).then(
        () => "published",
        (error: unknown) => String(error).replace(String(id), "ID"),
      );
    expect(await refusal(mail)).toContain("no killmail ID");
    expect(await refusal(mail)).toBe(await refusal(unknown));
  }
  const start = await site.killmails.lastSequence();
  for (let again = 0; again < 2; again++)
    expect(await site.killmails.publish(pilot.viewer, mail)).toMatchObject({
      id: mail,
      isPublic: true,
    });
  expect(await isPublic(mail)).toBe(true);
  expect(await site.killmails.logAfter(start, 10)).toHaveLength(1);
});

test("a mail begins anew as it becomes public, and nothing that was said before is told", async () => {
  const pilot = await site.pilot(18);
  const mails = [await mailOf(pilot), await mailOf(pilot)] as KillmailId[];
  const [published, delayed] = mails as [KillmailId, KillmailId];
  const start = await site.killmails.lastSequence();
  await db.database.transaction((tx) => site.killmails.revise(tx, mails));
  expect(await site.killmails.byId(pilot.viewer, published)).toMatchObject({
    revision: 2,
  });
  expect(await site.killmails.publish(pilot.viewer, published)).toMatchObject({
    revision: 1,
  });
  await site.killmails.setPublicationDelay(pilot, "1");
  expect(await hoursLater(2)).toBe(1);
  expect(await site.killmails.byId(anonymous, delayed)).toMatchObject({
    revision: 1,
  });
  expect(await site.killmails.logAfter(start, 10)).toMatchObject([
    { killmailId: published, revision: null },
    { killmailId: delayed, revision: null },
  ]);
});

test("a public source wins over every delay, also before the mail is stored", async () => {
  const pilot = await site.pilot(17);
  await site.killmails.setPublicationDelay(pilot, "72");
  const esi = inventKillmail(nextId++);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(esi)],
      source: "character",
      grantId: pilot.grantId,
      priority: "recent",
    }),
  );
  await site.recordAndStore([esi], null);
  expect(await isPublic(esi.killmail_id)).toBe(true);
  expect(await hoursLater(100)).toBe(0);
});
