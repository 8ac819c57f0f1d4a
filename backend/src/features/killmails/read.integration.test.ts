import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  anonymous,
  type EntityId,
  type KillmailId,
  type Viewer,
} from "../../kernel/index.ts";
import type { KillmailFilter } from "./filter/killmail-filter.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
let mine: Pilot;
let foreign: Pilot;

// Ids 1 to 60 in order of time: every third public, every third mine, every third foreign; 55 to 60 at the same second.
const mails = Array.from({ length: 60 }, (_, index) =>
  index < 54
    ? inventKillmail(index + 1)
    : inventKillmail(index + 1, { killmail_time: "2026-07-01T00:00:00Z" }),
);
const kind = (number: number) =>
  (["public", "mine", "foreign"] as const)[number % 3];
const expected = (...kinds: string[]) =>
  mails
    .map(({ killmail_id }) => killmail_id)
    .filter((number) => kinds.includes(kind(number) ?? ""))
    .reverse();
const victim = 2110000001 as EntityId;

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  mine = await site.pilot(1);
  foreign = await site.pilot(2);
  const of = (which: string) =>
    mails.filter(({ killmail_id }) => kind(killmail_id) === which).reverse();
  await site.recordAndStore(of("public"), null);
  await site.recordAndStore(of("mine"), mine.grantId);
  await site.recordAndStore(of("foreign"), foreign.grantId);
});
afterAll(() => db.drop());

/** Walks all pages; checks on the way that `hasMore` is true exactly when another visible mail follows. */
async function walk(viewer: Viewer, filter: KillmailFilter, limit: number) {
  const ids: number[] = [];
  let after: { time: Date; id: KillmailId } | undefined;
  for (;;) {
    const page = await site.killmails.page(viewer, { filter, limit, after });
    ids.push(...page.rows.map(({ id }) => id));
    const last = page.rows.at(-1);
    expect(page.hasMore ? page.rows.length : limit).toBe(limit);
    if (!page.hasMore || last === undefined) return ids;
    after = last;
  }
}

test.each([1, 3, 7, 20, 100])(
  "pages of %i: newest first, each visible mail once, nobody else's",
  async (limit) => {
    for (const filter of [{}, { involved: [victim] }, { victim: [victim] }]) {
      expect(await walk(anonymous, filter, limit)).toEqual(expected("public"));
      expect(await walk(mine.viewer, filter, limit)).toEqual(
        expected("public", "mine"),
      );
      expect(await walk(foreign.viewer, filter, limit)).toEqual(
        expected("public", "foreign"),
      );
    }
  },
);

test("hasMore says nothing about mails the viewer may not see", async () => {
  const visible = expected("public").length;
  const page = (limit: number) =>
    site.killmails.page(anonymous, { filter: {}, limit });
  expect(await page(visible)).toMatchObject({ hasMore: false });
  expect(await page(visible - 1)).toMatchObject({ hasMore: true });
});

test("an invisible mail answers like an unknown one", async () => {
  const [hidden] = expected("foreign") as [KillmailId];
  const unknown = 999 as KillmailId;
  for (const viewer of [anonymous, mine.viewer]) {
    expect(await site.killmails.byId(viewer, hidden)).toEqual(
      await site.killmails.byId(viewer, unknown),
    );
    expect(await site.killmails.byIds(viewer, [hidden, unknown])).toEqual(
      new Map(),
    );
  }
  expect(await site.killmails.byId(foreign.viewer, hidden)).toMatchObject({
    id: hidden,
    isPublic: false,
    revision: 1,
  });
});

test("an entity is known to those who see a mail with it", async () => {
  const hermit = 2110000077;
  const esi = inventKillmail(100, {
    victim: { character_id: hermit, damage_taken: 1, ship_type_id: 670 },
  });
  await site.recordAndStore([esi], mine.grantId);
  const known = (viewer: Viewer) =>
    site.killmails.isEntityKnown(viewer, hermit as EntityId);
  expect(await known(mine.viewer)).toBe(true);
  expect(await known(foreign.viewer)).toBe(false);
  expect(await known(anonymous)).toBe(false);
});

test("a mail both characters of an account observed, through two lists, is in the list once", async () => {
  const pilot = await site.pilot(10);
  const second = await site.secondGrant(pilot, 11);
  const esi = inventKillmail(110, { killmail_time: "2025-01-01T00:00:00Z" });
  await site.recordAndStore([esi], pilot.grantId);
  await site.recordAndStore([esi], second);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(esi)],
      source: "another list",
      grantId: second,
      priority: "recent",
    }),
  );
  for (const filter of [{}, { involved: [victim, 98000001 as EntityId] }]) {
    const all = await walk(pilot.viewer, filter, 1);
    expect(all.filter((number) => number === 110)).toEqual([110]);
  }
});

test("when a grant ends its mails are gone for that account, and come back with no other's", async () => {
  const pilot = await site.pilot(20);
  const esi = inventKillmail(120);
  await site.recordAndStore([esi], pilot.grantId);
  expect(await walk(pilot.viewer, {}, 100)).toContain(120);
  expect([...(await site.killmails.rights(pilot.viewer)).grants]).toEqual([
    pilot.grantId,
  ]);
  await site.endGrant(pilot.grantId);
  expect(await walk(pilot.viewer, {}, 100)).not.toContain(120);
  expect(await walk(pilot.viewer, { involved: [victim] }, 100)).not.toContain(
    120,
  );
  expect(await site.killmails.byId(pilot.viewer, 120 as KillmailId)).toBeNull();
  expect((await site.killmails.rights(pilot.viewer)).grants).toEqual(new Set());

  // Sold: the same character on another account is another grant.
  const buyer = await site.pilot(20);
  expect(await site.killmails.byId(buyer.viewer, 120 as KillmailId)).toBeNull();
});

test("an observation under a hash ESI refused gives no right to the mail", async () => {
  const pilot = await site.pilot(30);
  const esi = inventKillmail(130);
  const wrong = { killmailId: 130 as KillmailId, hash: "f".repeat(40) };
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [wrong],
      source: "character",
      grantId: pilot.grantId,
      priority: "recent",
    }),
  );
  await site.killmails.reject(wrong, "ESI refused it with 422");
  await site.recordAndStore([esi], foreign.grantId);
  expect(await site.killmails.byId(pilot.viewer, wrong.killmailId)).toBeNull();
  expect(await walk(pilot.viewer, {}, 100)).not.toContain(130);
});

test("what is visible behind many that are not is found all the same", async () => {
  const loner = 2110000777;
  const attacker = {
    character_id: loner,
    damage_done: 1,
    final_blow: true,
    security_status: 0,
  };
  const of = (killmailId: number) =>
    inventKillmail(killmailId, { attackers: [attacker] });
  const open = Array.from({ length: 2 }, (_, index) => of(2_001 + index));
  await site.recordAndStore(open, null);
  await site.recordAndStore(
    Array.from({ length: 45 }, (_, index) => of(2_101 + index)),
    foreign.grantId,
  );
  const filter = { attacker: [loner as EntityId] };
  for (const limit of [1, 2, 10])
    expect(await walk(anonymous, filter, limit)).toEqual([2_002, 2_001]);
});
