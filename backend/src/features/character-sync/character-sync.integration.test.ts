import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  anonymous,
  type CharacterId,
  id,
  type Viewer,
} from "../../kernel/index.ts";
import { createSyncSite, type SyncSite } from "./test-support/sync-site.ts";

const minuteMs = 60_000;

let site: SyncSite;

beforeEach(async () => {
  site = await createSyncSite();
});
afterEach(() => site.close());

/** Linked characters due now, made in bulk. */
async function linkMany(count: number): Promise<void> {
  const now = site.clock.now();
  const { prisma } = site.database;
  const account = await prisma.account.create({ data: { createdAt: now } });
  await prisma.$executeRaw`
    WITH made AS (
      INSERT INTO grants (account_id, character_id, owner_hash, granted_at)
      SELECT ${account.id}, 2112000000 + n, 'owner', ${now} FROM generate_series(1, ${count}) AS n
      RETURNING id, character_id
    ), linked AS (
      INSERT INTO linked_characters (character_id, account_id, grant_id, name, owner_hash, scopes, linked_at)
      SELECT character_id, ${account.id}, id, 'Pilot', 'owner', '{}', ${now} FROM made
      RETURNING character_id
    )
    INSERT INTO character_syncs (character_id, next_sync_at, state, message, updated_at)
    SELECT character_id, ${now}, 'idle', 'Up to date.', ${now} FROM linked`;
}

describe("queueing who is due", () => {
  it("queues each once, in batches, and everyone again when a run was lost", async () => {
    await linkMany(2_500);
    expect(await site.sync.queueDue(site.clock.now())).toBe(2_500);
    expect(await site.orders()).toHaveLength(2_500);
    expect(await site.sync.queueDue(site.clock.now())).toBe(0);

    // The orders were lost, or still wait: due again later, and never twice in the outbox.
    await site.database.prisma.outbox.deleteMany({
      where: { key: { endsWith: "7" } },
    });
    site.clock.advance(15 * minuteMs);
    expect(await site.sync.queueDue(site.clock.now())).toBe(2_500);
    expect(await site.orders()).toHaveLength(2_500);
  });

  it("shares the work between two schedulers", async () => {
    await linkMany(2_500);
    const now = site.clock.now();
    const counts = await Promise.all([
      site.sync.queueDue(now),
      site.sync.queueDue(now),
    ]);
    expect(counts[0] + counts[1]).toBe(2_500);
    expect(await site.orders()).toHaveLength(2_500);
  });

  it("takes everyone when forced, except who was stopped, and marks the waiting orders", async () => {
    await linkMany(1_200);
    const { prisma } = site.database;
    await prisma.characterSync.updateMany({
      where: { characterId: { gt: 2_112_000_200n } },
      data: { nextSyncAt: new Date(site.clock.now().getTime() + minuteMs) },
    });
    await prisma.characterSync.updateMany({
      where: { characterId: { gt: 2_112_001_150n } },
      data: { nextSyncAt: null, state: "stopped" },
    });
    expect(await site.sync.queueDue(site.clock.now())).toBe(200);
    expect(
      await site.sync.queueDue(site.clock.now(), { force: true, full: true }),
    ).toBe(1_150);
    const orders = await site.orders();
    expect(orders).toHaveLength(1_150);
    for (const { payload, priority } of orders) {
      expect(payload).toMatchObject({ force: true, full: true });
      expect(priority).toBe(2);
    }
  });

  it("says since when somebody waits, however often they are queued, and that it is late", async () => {
    const [pilot] = site.pilots;
    await site.logIn(pilot);
    await site.run(pilot);
    site.clock.advance(16 * minuteMs);
    const queuedAt = site.clock.now();
    expect(await site.sync.queueDue(queuedAt)).toBe(1);
    const view = async () => (await site.sync.syncView([pilot])).get(pilot);
    expect(await view()).toMatchObject({
      state: "queued",
      nextSyncAt: queuedAt,
      needsLogin: false,
    });
    site.clock.advance(16 * minuteMs);
    expect(await site.sync.queueDue(site.clock.now())).toBe(1);
    const since = queuedAt.toISOString().slice(11, 16);
    expect(await view()).toMatchObject({
      state: "late",
      nextSyncAt: queuedAt,
      message: expect.stringContaining(
        `waiting for a worker since ${since} UTC`,
      ) as unknown,
    });
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject({ state: "idle" });
  });

  it("leaves who is not due alone", async () => {
    await linkMany(3);
    expect(
      await site.sync.queueDue(new Date(site.clock.now().getTime() - minuteMs)),
    ).toBe(0);
    expect(await site.orders()).toEqual([]);
  });
});

describe("a pilot who asks for a check", () => {
  let pilot: CharacterId;
  let viewer: Viewer;

  beforeEach(async () => {
    [pilot] = site.pilots;
    viewer = await site.logIn(pilot);
    await site.run(pilot);
    await site.database.prisma.outbox.deleteMany();
  });

  it("gets it ahead of everything once ESI can have news, and is told when", async () => {
    await site.sync.requestSync(viewer, pilot);
    const { expiresAt } = (await site.cursor()) ?? {};
    expect(await site.orders()).toEqual([
      expect.objectContaining({ priority: 0, dueAt: expiresAt }),
    ]);
    const row = await site.row(pilot);
    expect(row).toMatchObject({ state: "idle", nextSyncAt: expiresAt });
    expect(row.message).toContain(expiresAt?.toISOString().slice(11, 16));
  });

  it("gets it at once when ESI's answer is old", async () => {
    site.clock.advance(10 * minuteMs);
    await site.sync.requestSync(viewer, pilot);
    const [order] = await site.orders();
    expect(order?.dueAt.getTime()).toBeLessThanOrEqual(
      site.clock.now().getTime(),
    );
  });

  it("gets it for their own characters only, and learns nothing about others'", async () => {
    const other = await site.logIn(site.pilots[1]);
    await site.database.prisma.outbox.deleteMany();
    const unknown = id<CharacterId>(2_119_999_999);
    for (const [asker, characterId] of [
      [anonymous, pilot],
      [other, pilot],
      [viewer, unknown],
    ] as const)
      await expect(
        site.sync.requestSync(asker, characterId),
      ).rejects.toMatchObject({
        code: "FORBIDDEN",
        message: expect.stringContaining("none of your") as unknown,
      });
    expect(await site.orders()).toEqual([]);
  });

  it("is sent to log in when the authorisation has ended", async () => {
    await site.database.prisma.linkedCharacter.updateMany({
      data: {
        expiresAt: site.clock.now(),
        expiredReason: "Taken back: log in again.",
      },
    });
    await expect(site.sync.requestSync(viewer, pilot)).rejects.toMatchObject({
      code: "AUTHORISATION_ENDED",
    });
    const view = (await site.sync.syncView([pilot])).get(pilot);
    expect(view).toMatchObject({
      state: "stopped",
      nextSyncAt: null,
      needsLogin: true,
    });
    expect(view?.message).toContain("log in again");
  });
});

it("does not call the check of a character that logs in again its first", async () => {
  const [pilot] = site.pilots;
  const message = async () => (await site.row(pilot)).message;
  const viewer = await site.logIn(pilot);
  expect(await message()).toContain("The first check");
  await site.run(pilot);
  await site.logIn(pilot);
  expect(await message()).toContain("The next check");

  // Its grant comes back with all its list has shown.
  if (viewer.kind !== "account") throw new Error("Nobody is logged in");
  await site.accounts.unlink(viewer.accountId, pilot);
  await site.logIn(pilot);
  const view = (await site.sync.syncView([pilot])).get(pilot);
  expect(view?.message).toContain(
    view?.listed === 0 ? "The first check" : "The next check",
  );
});

it("shows a sync as running until every listed mail is here", async () => {
  const [pilot] = site.pilots;
  await site.logIn(pilot);
  const view = async () => (await site.sync.syncView([pilot])).get(pilot);
  expect(await view()).toMatchObject({ state: "queued", listed: 0 });

  await site.run(pilot);
  const listed = site.simulator.listFor(pilot).length;
  expect(await view()).toMatchObject({
    state: "running",
    message: expect.stringContaining(`0 of ${listed}`) as unknown,
    listed,
    pending: listed,
  });

  // One was tried and failed, the others wait for a worker.
  const { prisma } = site.database;
  const [order] = await prisma.outbox.findMany({
    where: { task: "fetch-killmail" },
    take: 1,
  });
  const dueAt = new Date(site.clock.now().getTime() + 7 * minuteMs);
  const failed = { lastError: "ESI answered 503", relayedAt: null, dueAt };
  await prisma.outbox.updateMany({
    where: { id: order?.id ?? 0n },
    data: failed,
  });
  const nextTry = `the next try is at ${dueAt.toISOString().slice(11, 16)} UTC`;
  expect(await view()).toMatchObject({
    state: "running",
    message: expect.stringMatching(`^One listed.* ${nextTry}`) as unknown,
  });
  await prisma.outbox.updateMany({
    where: { task: "fetch-killmail" },
    data: failed,
  });
  expect(await view()).toMatchObject({
    state: "late",
    message: expect.stringMatching(`^${listed} listed.* ${nextTry}`) as unknown,
  });
  await prisma.outbox.updateMany({
    where: { task: "fetch-killmail" },
    data: { deadAt: dueAt },
  });
  expect(await view()).toMatchObject({
    state: "late",
    message: expect.stringContaining("operator") as unknown,
  });

  await prisma.killmailReference.updateMany({
    data: { state: "rejected", reason: "test" },
  });
  expect(await view()).toMatchObject({
    state: "idle",
    pending: 0,
    rejected: listed,
  });
  expect(await site.sync.syncView([id<CharacterId>(1)])).toEqual(new Map());
});
