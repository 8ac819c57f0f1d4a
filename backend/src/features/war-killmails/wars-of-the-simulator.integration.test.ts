import { type Simulator, startSimulator } from "@killreport/simulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import {
  anonymous,
  createMovableClock,
  id,
  type KillmailId,
  type MovableClock,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import {
  createEsi,
  createPostgresBudget,
  type Esi,
  publicSubject,
} from "../../platform/esi/index.ts";
import { createOutbox } from "../../platform/queue/index.ts";
import {
  createKillmails,
  fetchKillmailTask,
  type Killmails,
} from "../killmails/index.ts";
import { createWarKillmails } from "./create-war-killmails.ts";
import type { WarKillmails } from "./war-killmails.ts";

const minuteMs = 60_000;

let db: TestDatabase;
let clock: MovableClock;
let simulator: Simulator;
let esi: Esi;
let killmails: Killmails;
let wars: WarKillmails;

beforeEach(async () => {
  db = await createTestDatabase();
  clock = createMovableClock({ now: () => new Date("2026-11-21T15:00:00Z") });
  simulator = await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 });
  const { database } = db;
  const outbox = createOutbox({ clock, listeners: [] });
  const shared = { database, clock, outbox, log: silentLogger };
  esi = createEsi({
    ...shared,
    baseUrl: simulator.services.esi,
    userAgent: "KillReport tests (pilot@example.org)",
    applicationId: "tests",
    budget: createPostgresBudget({ database, dormantReserve: 0.3 }),
  });
  killmails = createKillmails({
    ...shared,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  wars = createWarKillmails({ ...shared, killmails, esi });
});
afterEach(async () => {
  await simulator.stop();
  await db.drop();
});

/** What scheduler and workers do at this moment; null: all of it, otherwise why not. */
async function work(): Promise<UnavailableError | null> {
  await wars.queueDue(clock.now());
  const all = [
    ...wars.implementations,
    fetchKillmailTask({ database: db.database, killmails, esi }),
  ];
  try {
    await workOff(db.database, clock, all, [
      "list-wars",
      "read-war",
      "fetch-killmail",
    ]);
    return null;
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    return error;
  }
}

async function workFor(minutes: number, step = 1): Promise<void> {
  for (let minute = 0; minute < minutes; minute += step) {
    await work();
    clock.advance(step * minuteMs);
  }
}

async function readOf<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(`${simulator.services.esi}${path}`);
  return (await answer.json()) as Answer;
}

const stored = () => db.database.prisma.killmail.count();
const isPublic = async (killmailId: number) =>
  (await killmails.byId(anonymous, id<KillmailId>(killmailId))) !== null;
const refused = () =>
  simulator.requests().filter(({ status }) => status === 429 || status === 420);

test("mails of wars, of pilots nobody has linked, become public, and those of a war that begins later", async () => {
  const expected = new Set<number>();
  for (const warId of await readOf<number[]>("/wars"))
    for (const { killmail_id } of await readOf<{ killmail_id: number }[]>(
      `/wars/${warId}/killmails`,
    ))
      expected.add(killmail_id);
  expect(expected.size).toBeGreaterThan(10);
  simulator.forgetRequests();

  await workFor(2);
  // Nobody has switched them on.
  expect(simulator.requests()).toEqual([]);
  await wars.switchOn({});
  await workFor(5);
  expect(await stored()).toBe(expected.size);
  for (const killmailId of expected)
    expect(await isPublic(killmailId)).toBe(true);

  const late = await simulator.addKillmail(
    { war_id: 730_500, victim: { character_id: 2_129_000_003 } },
    { isPublic: false },
  );
  simulator.forgetRequests();
  await workFor(90, 15);
  expect(await isPublic(late.id)).toBe(true);
  // Bodies that are here are not asked for again.
  const bodies = simulator
    .requests()
    .filter(({ path }) => path.startsWith("/esi/killmails/"));
  expect(bodies).toHaveLength(1);
  expect(refused()).toEqual([]);
});

test("they take what pilots leave of the budget they share, and go on when there is more", async () => {
  const count = 80;
  const mails = simulator.addKillmails(
    count,
    { war_id: 730_500, victim: { character_id: 2_129_000_003 } },
    { isPublic: false },
  );
  const others = simulator.addKillmails(1, {
    victim: { character_id: 2_129_000_004 },
  });
  // Of 3,600 tokens in 15 minutes this work may use 2,520: a hundred are left of them.
  const spent = 2_420;
  const now = clock.now();
  await db.database.pool.query(
    `INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at) VALUES ('killmail', $1, $2, $3, $2)`,
    [publicSubject, now, spent],
  );
  await wars.switchOn({ since: new Date("2026-11-20T00:00:00Z") });
  let reason: UnavailableError | null = null;
  for (let round = 0; round < 10 && reason === null; round++)
    reason = await work();
  expect(reason).toBeInstanceOf(UnavailableError);
  const used = simulator
    .requests()
    .reduce((sum, { tokenCost }) => sum + (tokenCost ?? 0), 0);
  expect(used).toBeGreaterThan(50);
  expect(used).toBeLessThanOrEqual(100);
  expect(await stored()).toBeLessThan(count);
  // A pilot's own mail does not wait for them.
  const [own] = others;
  if (own === undefined) throw new Error("There is no mail");
  await esi.fetchBody(
    { killmailId: id<KillmailId>(own.id), hash: own.hash },
    "live",
  );
  await workFor(40, 5);
  for (const mail of mails) expect(await isPublic(mail.id)).toBe(true);
  expect(refused()).toEqual([]);
});
