import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZodError } from "zod";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import {
  createMovableClock,
  type MovableClock,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import {
  createEsi,
  createPostgresBudget,
  publicSubject,
} from "../../platform/esi/index.ts";
import { createOutbox } from "../../platform/queue/index.ts";
import { createKillmails } from "../killmails/index.ts";
import { createWarKillmails } from "./create-war-killmails.ts";
import { createWarsEsi, type WarsEsi } from "./test-support/wars-esi.ts";
import type { WarKillmails } from "./war-killmails.ts";

const hourMs = 60 * 60_000;
const minuteMs = 60_000;

let db: TestDatabase;
let clock: MovableClock;
let esi: WarsEsi;
let wars: WarKillmails;
let budget: ReturnType<typeof createPostgresBudget>;

beforeEach(async () => {
  db = await createTestDatabase();
  clock = createMovableClock({ now: () => new Date("2026-11-21T12:00:00Z") });
  esi = createWarsEsi();
  const { database } = db;
  budget = createPostgresBudget({ database });
  const outbox = createOutbox({ clock, listeners: [] });
  const shared = { database, clock, outbox, log: silentLogger };
  const killmails = createKillmails({
    ...shared,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  wars = createWarKillmails({
    ...shared,
    killmails,
    esi: createEsi({
      ...shared,
      baseUrl: "http://esi.test",
      userAgent: "KillReport tests (pilot@example.org)",
      applicationId: "tests",
      budget,
      fetch: esi.fetch,
    }),
  });
});
afterEach(() => db.drop());

let mails = 0;
const mailsOf = (count: number) =>
  Array.from({ length: count }, () => ({
    killmail_id: 139_000_000 + ++mails,
    killmail_hash: mails.toString(16).padStart(40, "0"),
  }));
const daysAgo = (days: number) =>
  new Date(clock.now().getTime() - days * 24 * hourMs)
    .toISOString()
    .replace(".000", "");

/** Ten wars, one a week; the last two go on, the one before them ended half a day ago. */
function tenWars(): void {
  for (let number = 1; number <= 10; number++) {
    const age = (11 - number) * 7;
    esi.wars.set(700_000 + number, {
      declared: daysAgo(age),
      started: daysAgo(age - 1),
      ...(number <= 8 && { finished: daysAgo(number === 8 ? 0.5 : age - 7) }),
      mails: mailsOf(number),
    });
  }
}

/** That are all over, one mail each. */
function twentyFiveWars(): void {
  for (let warId = 1; warId <= 25; warId++)
    esi.wars.set(warId, {
      declared: daysAgo(100 - warId),
      started: daysAgo(100 - warId),
      finished: daysAgo(50),
      mails: mailsOf(1),
    });
}
/** As many as are under way at a time. */
const newestTwenty = Array.from({ length: 20 }, (_, at) => 25 - at);

/** What the scheduler and the workers do in a minute; each order is worked on twice. */
async function aMinute(): Promise<string[]> {
  await wars.queueDue(clock.now());
  const done = await workOff(db.database, clock, wars.implementations, [
    "list-wars",
    "read-war",
  ]);
  clock.advance(minuteMs);
  return done;
}

/** Until all wars are known, and none is read. */
async function listAll(): Promise<void> {
  await wars.queueDue(clock.now());
  await workOff(db.database, clock, wars.implementations, ["list-wars"]);
}

/** Until nothing is done any more; an order whose answer is of no known shape becomes a dead letter. Returns how many did. */
async function untilQuietOrDead(): Promise<number> {
  const { outbox } = db.database.prisma;
  for (let dead = 0; ;)
    try {
      await untilQuiet();
      return dead;
    } catch (error) {
      expect(error).toBeInstanceOf(ZodError);
      const { id } = await outbox.findFirstOrThrow({
        where: { task: "read-war" },
        orderBy: { id: "asc" },
      });
      await outbox.delete({ where: { id } });
      dead++;
    }
}

/** Until nothing is done any more. */
async function untilQuiet(): Promise<void> {
  while ((await aMinute()).length > 0);
}

const ledger = async () => {
  const rows = await db.database.prisma.killmailReference.findMany({
    orderBy: { killmailId: "asc" },
  });
  return rows.map(({ killmailId }) => killmailId);
};
const listed = (warIds: Iterable<number> = esi.wars.keys()) =>
  [...warIds]
    .flatMap((warId) => esi.wars.get(warId)?.mails ?? [])
    .map(({ killmail_id }) => killmail_id)
    .sort((a, b) => a - b);

describe("wars", () => {
  it("are left alone until an operator switches them on", async () => {
    tenWars();
    expect(await aMinute()).toEqual([]);
    expect(esi.asked()).toEqual([]);
    expect(await wars.progress()).toMatchObject({ isOn: false, known: 0 });
  });

  it("are read newest first, all pages of all lists, each once; their mails are public and their bodies ordered without hurry", async () => {
    tenWars();
    await wars.switchOn({});
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
    const asked = esi.asked();
    const dates = asked.filter((one) => /^\/wars\/\d+ /.test(one));
    expect(dates.sort()).toEqual(
      [...esi.wars.keys()].map((warId) => `/wars/${warId} 200`),
    );
    expect(asked.filter((one) => one.includes("page="))).toHaveLength(
      [...esi.wars.values()].reduce(
        (pages, war) => pages + Math.ceil(war.mails.length / 3),
        0,
      ),
    );
    const { prisma } = db.database;
    expect(
      await prisma.killmailReference.count({
        where: { publicSource: "war", firstSource: "war" },
      }),
    ).toBe(55);
    expect(
      await prisma.outbox.count({
        where: { task: "fetch-killmail", priority: 3 },
      }),
    ).toBe(55);
    expect(await wars.progress()).toEqual({
      isOn: true,
      since: null,
      isListed: true,
      known: 10,
      over: 7,
      active: 3,
      unread: 0,
      refused: 0,
    });
  });

  it("that go on are read again when it is time, for two tokens while nothing is new; those that are over are not", async () => {
    tenWars();
    await wars.switchOn({});
    await untilQuiet();
    esi.asked();
    clock.advance(2 * 24 * hourMs);
    await untilQuiet();
    const asked = esi.asked();
    // 8 was just over and is settled now; 9 and 10 go on.
    expect(asked.filter((one) => one.startsWith("/wars/"))).toEqual(
      [700_008, 700_009, 700_010].flatMap((warId) => [
        `/wars/${warId} 304`,
        `/wars/${warId}/killmails?page=1 304`,
      ]),
    );
    expect(await wars.progress()).toMatchObject({ over: 8, active: 2 });

    esi.wars.get(700_010)?.mails.unshift(...mailsOf(2));
    esi.wars.set(700_011, { declared: daysAgo(0), mails: mailsOf(1) });
    clock.advance(25 * hourMs);
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
    expect(await wars.progress()).toMatchObject({ known: 11, active: 3 });
    // Something is new there: an hour later it is looked at again.
    esi.asked();
    clock.advance(hourMs);
    await untilQuiet();
    expect(esi.asked()).toContain("/wars/700010 304");
  });

  it("are listed down to the known ones when many are new", async () => {
    tenWars();
    await wars.switchOn({});
    await untilQuiet();
    for (let warId = 700_020; warId < 700_031; warId++)
      esi.wars.set(warId, { declared: daysAgo(1), mails: mailsOf(1) });
    clock.advance(2 * hourMs);
    await untilQuiet();
    expect(await wars.progress()).toMatchObject({ known: 21, unread: 0 });
    expect(await ledger()).toEqual(listed());
  });

  it("that ESI does not know any more are over", async () => {
    tenWars();
    await wars.switchOn({});
    await wars.queueDue(clock.now());
    esi.fail("/wars/700004", 404);
    await untilQuiet();
    expect(await wars.progress()).toMatchObject({
      over: 7,
      unread: 0,
      refused: 1,
    });
    expect(await ledger()).toEqual(
      listed([...esi.wars.keys()].filter((warId) => warId !== 700_004)),
    );
  });

  it.each([400, 404, 422])(
    "whose lists ESI refuses with %i do not keep others from being read, and are asked for again a month later",
    async (status) => {
      twentyFiveWars();
      await wars.switchOn({});
      await listAll();
      for (const warId of newestTwenty)
        esi.fail(`/wars/${warId}/killmails`, status);
      await untilQuiet();
      expect(await ledger()).toEqual(listed([1, 2, 3, 4, 5]));
      expect(await wars.progress()).toMatchObject({ unread: 0, refused: 20 });
      const refused = await db.database.prisma.war.findMany({
        where: { refusal: { not: null } },
      });
      for (const { declaredAt, refusal } of refused) {
        expect(declaredAt).not.toBeNull();
        expect(refusal).toContain(`with ${status}: no`);
      }
      esi.asked();
      clock.advance(29 * 24 * hourMs);
      await untilQuiet();
      expect(esi.asked().filter((one) => one.startsWith("/wars/"))).toEqual([]);
      clock.advance(2 * 24 * hourMs);
      await untilQuiet();
      expect(await ledger()).toEqual(listed());
      expect(await wars.progress()).toMatchObject({ over: 25, refused: 0 });
    },
  );

  it("that can not be read let others go first, and are tried again a day later", async () => {
    twentyFiveWars();
    await wars.switchOn({});
    await listAll();
    const sound = new Map(esi.wars);
    for (const warId of newestTwenty)
      esi.wars.set(warId, { declared: 0 as never, mails: [] });
    expect(await untilQuietOrDead()).toBe(20);
    clock.advance(hourMs);
    expect(await untilQuietOrDead()).toBe(0);
    expect(await ledger()).toEqual(listed([1, 2, 3, 4, 5]));
    expect(await wars.progress()).toMatchObject({ over: 5, unread: 20 });

    for (const [warId, war] of sound) esi.wars.set(warId, war);
    clock.advance(24 * hourMs);
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
  });
});

describe("what breaks off", () => {
  it("goes on where it was, and costs nothing that was read", async () => {
    tenWars();
    await wars.switchOn({});
    esi.fail("/wars", 502);
    await expect(aMinute()).rejects.toThrow(UnavailableError);
    clock.advance(minuteMs);
    esi.fail("/wars/700009/killmails", 503);
    await expect(untilQuiet()).rejects.toThrow(UnavailableError);
    clock.advance(10 * minuteMs);
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
    const asked = esi.asked();
    expect(asked.filter((one) => one === "/wars/700010 200")).toHaveLength(1);
    expect(asked.filter((one) => one === "/wars/700008 200")).toHaveLength(1);
  });
});

describe("the budget", () => {
  it("is left to urgent work: wars wait while only the reserve is there", async () => {
    tenWars();
    await wars.switchOn({});
    await db.database.pool.query(
      `INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at)
       SELECT 'killmail', $1, $2, 5, $2 FROM generate_series(1, 504)`,
      [publicSubject, clock.now()],
    );
    await expect(aMinute()).rejects.toThrow(UnavailableError);
    expect(esi.asked()).toEqual([]);
    clock.advance(16 * minuteMs);
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
  });

  it("is not run up against: no more than twenty wars wait for it", async () => {
    for (let warId = 1; warId <= 60; warId++)
      esi.wars.set(warId, { declared: daysAgo(100 - warId), mails: [] });
    await wars.switchOn({});
    await wars.queueDue(clock.now());
    await workOff(db.database, clock, wars.implementations, ["list-wars"]);
    await wars.queueDue(clock.now());
    expect(await wars.queueDue(clock.now())).toBe(0);
    const { prisma } = db.database;
    const orders = await prisma.outbox.findMany({
      where: { task: "read-war" },
      orderBy: { id: "asc" },
    });
    expect(orders.map(({ payload }) => payload)).toEqual(
      Array.from({ length: 20 }, (_, at) => ({ warId: 41 + at })),
    );
  });
});

describe("an operator", () => {
  it("may leave out old wars, and reach further back later", async () => {
    tenWars();
    await wars.switchOn({ since: new Date(daysAgo(22)) });
    await untilQuiet();
    expect(await ledger()).toEqual(listed([700_008, 700_009, 700_010]));
    expect(await wars.progress()).toMatchObject({ isListed: true, unread: 0 });
    // Time alone does not bring back what is left out.
    esi.asked();
    clock.advance(3 * hourMs);
    await untilQuiet();
    expect(
      esi.asked().filter((one) => /^\/wars\/70000[1-7]/.test(one)),
    ).toEqual([]);

    await wars.switchOn({ since: null });
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
  });

  it("may switch it off in the middle, and on again", async () => {
    tenWars();
    await wars.switchOn({});
    await wars.queueDue(clock.now());
    await workOff(db.database, clock, wars.implementations, ["list-wars"]);
    await wars.queueDue(clock.now());
    await wars.switchOff();
    esi.asked();
    await untilQuiet();
    expect(esi.asked()).toEqual([]);
    expect(await ledger()).toEqual([]);
    clock.advance(2 * hourMs);
    await wars.switchOn({});
    await untilQuiet();
    expect(await ledger()).toEqual(listed());
  });
});
