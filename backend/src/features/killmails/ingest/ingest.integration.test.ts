import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { snapshotTables } from "../../../../../tests/support/table-snapshot.ts";
import {
  anonymous,
  id,
  type KillmailId,
  silentLogger,
} from "../../../kernel/index.ts";
import { EsiRefusedError } from "../../../platform/esi/index.ts";
import type { EsiKillmail } from "../body/esi-killmail.ts";
import { fetchKillmailTask } from "../fetch-killmail.task.ts";
import type { FreshKillmail } from "../killmail-effect.ts";
import type { IngestInput, ShownKillmail } from "../killmails.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
const derived = new Map<number, string>();

beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database, {
    effects: [
      {
        name: "note",
        version: 1,
        apply: (_tx, mails: readonly FreshKillmail[]) => {
          for (const { killmailId, hash } of mails) {
            expect(derived.has(killmailId)).toBe(false);
            derived.set(killmailId, hash);
          }
          return Promise.resolve();
        },
        withdraw: (_tx, mails: readonly FreshKillmail[]) => {
          for (const { killmailId, hash } of mails) {
            expect(derived.get(killmailId)).toBe(hash);
            derived.delete(killmailId);
          }
          return Promise.resolve();
        },
      },
    ],
  });
});
afterAll(() => db.drop());

const shown = (
  esi: EsiKillmail,
  changes: Partial<ShownKillmail> = {},
): ShownKillmail => ({ ...referenceOf(esi), body: esi, ...changes });

const ingest = (
  killmails: readonly ShownKillmail[],
  changes: Partial<IngestInput> = {},
) =>
  site.killmails.ingest({
    source: "archive",
    killmails,
    priority: "live",
    ...changes,
  });

const reference = (killmailId: number) =>
  db.database.prisma.killmailReference.findMany({
    where: { killmailId },
    orderBy: { state: "asc" },
  });

const mail = (killmailId: number) =>
  db.database.prisma.killmail.findMany({ where: { killmailId } });

const orders = (killmailId: number) =>
  db.database.prisma.outbox.count({
    where: {
      task: "fetch-killmail",
      payload: { path: ["killmailId"], equals: killmailId },
    },
  });

const logOf = async (killmailId: number) =>
  (await site.killmails.logAfter(0n, 10_000))
    .filter((entry) => entry.killmailId === killmailId)
    .map(({ grantId, revision }) => ({ grantId, revision }));

/** Works off what was ordered of the mail; `answers` is what ESI gives by hash, and it refuses every other. Returns how often it was asked. */
async function askEsi(
  killmailId: number,
  answers: readonly EsiKillmail[],
): Promise<number> {
  let asked = 0;
  const { handler } = fetchKillmailTask({
    database: db.database,
    killmails: site.killmails,
    esi: {
      fetchBody: ({ hash }) => {
        asked++;
        const body = answers.find((esi) => referenceOf(esi).hash === hash);
        return body === undefined
          ? Promise.reject(new EsiRefusedError("killmail", 422, "wrong hash"))
          : Promise.resolve(body);
      },
    },
  });
  for (;;) {
    const order = await db.database.prisma.outbox.findFirst({
      where: {
        task: "fetch-killmail",
        payload: { path: ["killmailId"], equals: killmailId },
      },
    });
    if (order === null) return asked;
    for (let time = 0; time < 2; time++)
      await handler(order.payload, {
        taskId: "1",
        attempt: 1,
        priority: "recent",
        log: silentLogger,
      });
    await db.database.prisma.outbox.delete({ where: { id: order.id } });
  }
}

test("stores, publishes and moves the cursor in one go, and does nothing the second time", async () => {
  const mails = [1, 2, 3].map((number) => inventKillmail(number));
  const cursor = { source: "archive", subject: "feed", position: 7 };
  const shownMails = mails.map((esi) => shown(esi));
  expect(await ingest(shownMails, { cursor })).toEqual({
    stored: 3,
    fresh: 3,
    known: 0,
    doubtful: [],
    refused: [],
  });
  expect(
    await site.killmails.cursor(db.database.prisma, "archive", "feed"),
  ).toMatchObject({ position: 7 });
  expect(await site.killmails.byId(anonymous, id<KillmailId>(1))).toMatchObject(
    { isPublic: true, revision: 1, esi: mails[0] },
  );
  expect(await mail(1)).toMatchObject([{ bodySource: "archive" }]);
  const before = await snapshotTables(db.database.pool);
  expect(await ingest([...shownMails].reverse(), { cursor })).toMatchObject({
    stored: 0,
    known: 3,
  });
  expect(await snapshotTables(db.database.pool)).toEqual(before);
  expect(await orders(1)).toBe(0);
});

test("a batch with a mail twice, delivered at the same time by several, stores it once", async () => {
  const mails = [5, 6].map((number) => shown(inventKillmail(number)));
  const counts = await Promise.all(
    [mails, [...mails].reverse(), [...mails, ...mails]].map((batch) =>
      ingest(batch),
    ),
  );
  expect(counts.reduce((sum, { stored }) => sum + stored, 0)).toBe(2);
  expect(await logOf(5)).toHaveLength(1);
});

test("when the transaction fails nothing of it is there, the cursor neither", async () => {
  const failing = ingest([shown(inventKillmail(8))], {
    cursor: { source: "x".repeat(5), subject: "\0" },
  });
  await expect(failing).rejects.toThrow();
  expect(await reference(8)).toEqual([]);
});

test("a mail without hash gets the computed one", async () => {
  const esi = inventKillmail(10);
  await ingest([shown(esi, { hash: null })]);
  expect(
    await site.killmails.byId(anonymous, id<KillmailId>(10)),
  ).toMatchObject({ hash: referenceOf(esi).hash });
});

test("a body that fails its hash is fetched from ESI instead, which decides", async () => {
  const esi = inventKillmail(12);
  const doctored = {
    ...esi,
    victim: { ...esi.victim, ship_type_id: 11567 },
  };
  const wrong = { ...referenceOf(esi), body: doctored };
  expect(await ingest([wrong])).toMatchObject({
    stored: 0,
    doubtful: [{ reference: { killmailId: wrong.killmailId } }],
  });
  expect(await ingest([wrong])).toMatchObject({
    stored: 0,
    doubtful: [
      {
        reference: referenceOf(esi),
        reason: expect.stringContaining("The body's hash is") as string,
      },
    ],
  });
  expect(await orders(12)).toBe(1);
  expect(await askEsi(12, [esi])).toBe(1);
  expect(
    await site.killmails.byId(anonymous, id<KillmailId>(12)),
  ).toMatchObject({ esi, isPublic: true });

  const invented = { ...wrong, killmailId: id<KillmailId>(13), body: {} };
  await ingest([invented]);
  expect(await askEsi(13, [])).toBe(1);
  expect(await reference(13)).toMatchObject([{ state: "rejected" }]);
  // ESI's word stands, also against a body that obeys the hash.
  const forged = inventKillmail(14);
  await ingest([shown(forged, { body: {} })]);
  await askEsi(14, []);
  expect(await ingest([shown(forged)])).toMatchObject({ stored: 0, known: 1 });
});

test("a body deeper than any killmail is that mail's trouble alone: ESI is asked, and the others are stored", async () => {
  const [deep, other] = [inventKillmail(75), inventKillmail(76)];
  const season: unknown = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
  const victim = { ...deep.victim, season };
  expect(
    await ingest([shown(deep, { body: { ...deep, victim } }), shown(other)]),
  ).toMatchObject({
    stored: 1,
    refused: [],
    doubtful: [
      {
        reference: referenceOf(deep),
        reason: expect.stringContaining("100 levels deep") as string,
      },
    ],
  });
  expect(await askEsi(75, [deep])).toBe(1);
  expect(await mail(75)).toHaveLength(1);
});

test("a reference alone, never seen, is ordered from ESI once; one that is known costs nothing", async () => {
  const [alone, held] = [inventKillmail(71), inventKillmail(72)];
  await ingest([shown(held)]);
  const both = [shown(alone, { isBare: true }), shown(held, { isBare: true })];
  expect(await ingest(both)).toEqual({
    stored: 0,
    fresh: 1,
    known: 1,
    doubtful: [],
    refused: [],
  });
  expect(await ingest(both)).toMatchObject({ fresh: 0, known: 2 });
  expect(await orders(71)).toBe(1);
  expect(await orders(72)).toBe(0);
  expect(await reference(71)).toMatchObject([
    { state: "pending", publicSource: "archive" },
  ]);
  expect(await askEsi(71, [alone])).toBe(1);
  expect(await mail(71)).toHaveLength(1);
});

test("a reference beside its own body needs nobody else's", async () => {
  const esi = inventKillmail(73);
  expect(
    await ingest([shown(esi, { isBare: true }), shown(esi)]),
  ).toMatchObject({
    stored: 1,
    fresh: 1,
    known: 0,
  });
  expect(await orders(73)).toBe(0);
});

test("an id beyond the database's int4 is refused with a sentence and kept, as is a body without hash or sense", async () => {
  const large = inventKillmail(2_147_483_648, {
    killmail_time: "2026-01-01T00:00:00Z",
  });
  const senseless: ShownKillmail = {
    killmailId: id<KillmailId>(16),
    hash: null,
    body: { error: "surprise" },
  };
  const good = inventKillmail(17);
  const { refused, stored } = await ingest([
    shown(large),
    senseless,
    shown(good),
  ]);
  expect(stored).toBe(1);
  expect(refused.map(({ reason }) => reason)).toEqual([
    expect.stringContaining("int4") as string,
    expect.stringContaining("no hash") as string,
  ]);
  expect(
    await db.database.prisma.refusedReference.count({
      where: { source: "archive" },
    }),
  ).toBe(2);
});

test("a pending mail is stored, and its fetch costs nothing any more", async () => {
  const esi = inventKillmail(20);
  const { grantId } = await site.pilot();
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(esi)],
      source: "character",
      grantId,
      priority: "recent",
    }),
  );
  expect(await orders(20)).toBe(1);
  expect(await ingest([shown(esi)])).toMatchObject({ stored: 1 });
  expect(await askEsi(20, [esi])).toBe(0);
});

test("a private mail that a public source shows becomes public, live, once", async () => {
  const esi = inventKillmail(22);
  const { grantId } = await site.pilot();
  await site.recordAndStore([esi], grantId);
  expect(await site.killmails.byId(anonymous, id<KillmailId>(22))).toBeNull();
  for (let time = 0; time < 2; time++) await ingest([shown(esi)]);
  expect(
    await site.killmails.byId(anonymous, id<KillmailId>(22)),
  ).toMatchObject({ isPublic: true, revision: 1 });
  expect(await logOf(22)).toEqual([
    { grantId, revision: null },
    { grantId: null, revision: null },
  ]);
  // The body was ESI's already.
  expect(await mail(22)).toMatchObject([{ bodySource: null }]);
});

test("what a dormant source brings of long ago is told to nobody but those whose list had shown it", async () => {
  const killmail_time = "2019-03-01T12:00:00.000Z";
  const [old, awaited, late, fresh] = [30, 31, 32, 33].map((number) =>
    inventKillmail(number, { killmail_time }),
  ) as [EsiKillmail, EsiKillmail, EsiKillmail, EsiKillmail];
  const recent = {
    ...fresh,
    killmail_time: new Date(
      site.clock.now().getTime() - 86_400_000,
    ).toISOString(),
  };
  const { grantId } = await site.pilot();
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(awaited)],
      source: "character",
      grantId,
      priority: "recent",
    }),
  );
  await ingest([shown(old), shown(awaited), shown(recent)], {
    priority: "dormant",
  });
  await ingest([shown(late)], { priority: "live" });
  expect(await logOf(30)).toEqual([]);
  expect(await logOf(31)).toEqual([{ grantId, revision: null }]);
  for (const killmailId of [32, 33])
    expect(await logOf(killmailId)).toEqual([
      { grantId: null, revision: null },
    ]);
});

test("a private mail of long ago that a dormant source brings becomes public without a word", async () => {
  const killmail_time = "2019-03-01T12:00:00.000Z";
  const esi = inventKillmail(34, { killmail_time });
  const { grantId } = await site.pilot();
  await site.recordAndStore([esi], grantId);
  await ingest([shown(esi)], { priority: "dormant" });
  expect(
    await site.killmails.byId(anonymous, id<KillmailId>(34)),
  ).toMatchObject({ isPublic: true });
  expect(await logOf(34)).toEqual([{ grantId, revision: null }]);
  expect(await mail(34)).toMatchObject([{ isHistory: true }]);
});

test("two bodies under one hash: ESI's wins, whoever came first, and it is noted", async () => {
  const [kept, replaced, settled] = [40, 41, 42].map((number) =>
    inventKillmail(number),
  ) as [EsiKillmail, EsiKillmail, EsiKillmail];
  const doctored = (esi: EsiKillmail) => ({
    ...esi,
    victim: { ...esi.victim, damage_taken: 1 },
  });
  // The right one first, the wrong one first, and one that ESI had given before.
  await ingest([shown(kept), shown(doctored(replaced))]);
  await site.recordAndStore([settled], null);
  await db.database.prisma.outbox.deleteMany({
    where: { task: "fetch-killmail" },
  });
  const others = [doctored(kept), replaced, doctored(settled)];
  for (let time = 0; time < 2; time++)
    expect(
      await ingest(
        others.map((esi) => shown(esi)),
        { source: "feed" },
      ),
    ).toMatchObject({ stored: 0, doubtful: [{}, {}, {}] });
  expect(await orders(40)).toBe(1);
  expect(await orders(42)).toBe(0);
  expect(await askEsi(40, [kept])).toBe(1);
  expect(await askEsi(41, [replaced])).toBe(1);

  const read = await site.killmails.byIds(
    anonymous,
    [40, 41, 42].map((number) => id<KillmailId>(number)),
  );
  expect(
    [...read.values()].map(({ esi, revision }) => [esi, revision]),
  ).toEqual(
    expect.arrayContaining([
      [kept, 1],
      [replaced, 2],
      [settled, 1],
    ]),
  );
  const disputes = await db.database.prisma.disputedBody.findMany({
    orderBy: { killmailId: "asc" },
  });
  expect(disputes.map(({ source, verdict }) => [source, verdict])).toEqual([
    ["feed", "kept"],
    ["feed", "replaced"],
    ["feed", "kept"],
  ]);
  expect(await mail(41)).toMatchObject([{ bodySource: null }]);
  expect(derived.get(41)).toBe(referenceOf(replaced).hash);
  expect(await logOf(41)).toContainEqual({ grantId: null, revision: 2 });
});

test("a doubt that follows from a private mail is told to nobody", async () => {
  const [body, hash] = [inventKillmail(46), inventKillmail(47)];
  const { grantId } = await site.pilot();
  await site.recordAndStore([body, hash], grantId);
  const others = [
    { ...body, victim: { ...body.victim, damage_taken: 1 } },
    { ...hash, killmail_time: "2026-01-01T00:00:00Z" },
  ];
  for (let time = 0; time < 2; time++)
    expect(
      (await ingest(others.map((esi) => shown(esi)))).doubtful,
    ).toMatchObject([{ isTellable: false }, { isTellable: false }]);

  // Beside a public one there is no secret.
  await ingest([shown(hash)]);
  const third = { ...hash, killmail_time: "2026-01-02T00:00:00Z" };
  expect((await ingest([shown(third)])).doubtful).toMatchObject([
    { isTellable: true },
  ]);
});

test("what was not public counts as fresh, whoever had shown it to this site", async () => {
  const [stored, listed, unknown, known] = [35, 36, 37, 38].map((number) =>
    inventKillmail(number),
  ) as [EsiKillmail, EsiKillmail, EsiKillmail, EsiKillmail];
  const { grantId } = await site.pilot();
  await site.recordAndStore([stored], grantId);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(listed)],
      source: "character",
      grantId,
      priority: "recent",
    }),
  );
  await ingest([shown(known)]);
  const all = [stored, listed, unknown, known].map((esi) => shown(esi));
  expect(await ingest(all)).toMatchObject({ fresh: 3 });
  expect(await ingest(all)).toMatchObject({ fresh: 0 });
});

test("key order, the order of lists and fields only one side knows are no other body", async () => {
  const esi = inventKillmail(45);
  const { attackers, ...rest } = esi;
  await ingest([shown(esi)]);
  const other = {
    attackers: [...attackers].reverse(),
    something_new: 1,
    ...rest,
  };
  expect(await ingest([shown(other)], { source: "feed" })).toMatchObject({
    known: 1,
    doubtful: [],
  });
});

test.each([
  ["the true one first", 50, true],
  ["the false one first", 51, false],
])(
  "an id under two hashes: ESI decides (%s)",
  async (_, number, isTrueFirst) => {
    const truth = inventKillmail(number);
    const forged = inventKillmail(number, {
      killmail_time: "2009-01-01T00:00:00.000Z",
    });
    const first = isTrueFirst ? truth : forged;
    const second = isTrueFirst ? forged : truth;
    expect(await ingest([shown(first)])).toMatchObject({ stored: 1 });
    expect(await ingest([shown(second)], { source: "feed" })).toMatchObject({
      stored: 0,
      doubtful: [{ reason: "The mail is here under another hash" }],
    });
    await askEsi(number, [truth]);
    expect(
      await site.killmails.byId(anonymous, id<KillmailId>(number)),
    ).toMatchObject({ esi: truth, hash: referenceOf(truth).hash });
    expect(await mail(number)).toHaveLength(1);
    expect(await reference(number)).toMatchObject([
      {
        state: "rejected",
        reason: expect.stringContaining("wrong hash") as string,
      },
      { state: "stored" },
    ]);
    expect(derived.get(number)).toBe(referenceOf(truth).hash);
  },
);

test("a mail whose very hash ESI refuses is taken out again", async () => {
  const forged = inventKillmail(55);
  await ingest([shown(forged)]);
  await ingest(
    [shown({ ...forged, victim: { ...forged.victim, damage_taken: 9 } })],
    { source: "feed" },
  );
  expect(await askEsi(55, [])).toBe(1);
  expect(await mail(55)).toEqual([]);
  expect(await reference(55)).toMatchObject([{ state: "rejected" }]);
  expect(derived.has(55)).toBe(false);
  expect(
    await db.database.prisma.killmailInvolvement.count({
      where: { killmailId: 55 },
    }),
  ).toBe(0);
});

test("a younger feature raises the revision, and subscribers' log says so without opening anything", async () => {
  const esi = inventKillmail(60);
  const pilot = await site.pilot();
  await site.recordAndStore([esi], pilot.grantId);
  const start = await site.killmails.lastSequence();
  await db.database.transaction((tx) =>
    site.killmails.revise(tx, [id<KillmailId>(60), id<KillmailId>(61)]),
  );
  expect(
    await site.killmails.byId(pilot.viewer, id<KillmailId>(60)),
  ).toMatchObject({ revision: 2, isPublic: false });
  const [entry, ...more] = await site.killmails.logAfter(start, 10);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ killmailId: 60, revision: 2 });
  const rights = await site.killmails.rights(pilot.viewer);
  expect(entry && site.killmails.opens(rights, entry)).toBe(false);
  // And it does not count as having been told, either.
  await ingest([shown(esi)]);
  const opening = (await site.killmails.logAfter(start, 10)).at(-1);
  const nobody = await site.killmails.rights(anonymous);
  expect(opening && site.killmails.opens(nobody, opening)).toBe(true);
});

test("what a source says beside a mail commits with it, and raises the revision of mails that were here", async () => {
  const early = inventKillmail(8060);
  const late = inventKillmail(8061);
  await ingest([shown(early)]);
  const ids = [8060, 8061].map((number) => id<KillmailId>(number));
  const seen: unknown[] = [];
  const cursor = { source: "archive", subject: "beside", position: 1 };
  await ingest([shown(early), shown(late), { ...shown(early), hash: "no" }], {
    cursor,
    async alongside(tx, { doubtful, refused }) {
      seen.push(doubtful, refused.length);
      expect(
        await site.killmails.cursor(tx, "archive", "beside"),
      ).toMatchObject({ position: 1 });
      return ids;
    },
  });
  expect(seen).toEqual([[], 1]);
  expect(await mail(8060)).toMatchObject([{ revision: 2 }]);
  expect(await mail(8061)).toMatchObject([{ revision: 1 }]);
  expect(await logOf(8060)).toEqual([
    { grantId: null, revision: null },
    { grantId: null, revision: 2 },
  ]);
  expect(await logOf(8061)).toEqual([{ grantId: null, revision: null }]);

  // Without any mail too, and not without what is said beside it.
  await expect(
    ingest([], {
      cursor: { ...cursor, position: 2 },
      alongside: () => Promise.reject(new Error("no")),
    }),
  ).rejects.toThrow("no");
  expect(
    await site.killmails.cursor(db.database.prisma, "archive", "beside"),
  ).toMatchObject({ position: 1 });
});
