import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { id, type KillmailId } from "../../kernel/index.ts";
import { createZkillboardFigures } from "./create-zkillboard-figures.ts";
import { figuresEffect } from "./figures-effect.ts";
import { readFigures } from "./read-figures.ts";
import { keepFigures } from "./store.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const hash = "a".repeat(40);

function said(killmailId: number, hour: number, zkb: object, under = hash) {
  const figures = readFigures(zkb);
  if (figures === null) throw new Error("These are figures");
  return {
    reference: { killmailId: id<KillmailId>(killmailId), hash: under },
    figures,
    saidAt: new Date(Date.UTC(2026, 10, 21, hour)),
  };
}

const keep = (...all: ReturnType<typeof said>[]) =>
  db.database.transaction((tx) => keepFigures(tx, all));

const read = async (killmailId: number) => {
  const figures = createZkillboardFigures(db);
  const found = await figures.of([id<KillmailId>(killmailId)]);
  return found.get(id<KillmailId>(killmailId)) ?? [];
};

const whole = {
  totalValue: 90_000_000_000_000,
  fittedValue: 0.1,
  droppedValue: 1,
  destroyedValue: 2,
  points: 7,
  locationID: 1_035_466_617_946,
  npc: true,
  solo: true,
  awox: true,
  labels: ["#:1", 'it\'s "quoted", {braced}'],
};

test("keeps every figure as it was said", async () => {
  const one = said(1, 1, whole);
  expect(await keep(one)).toEqual([1]);
  expect(await read(1)).toEqual([
    {
      killmailId: 1,
      hash,
      ...one.figures,
      updatedAt: one.saidAt,
    },
  ]);
});

test("tells of mails of which something else is said, and of no others", async () => {
  expect(await keep(said(2, 1, { labels: ["pvp"] }))).toEqual([2]);
  expect(await keep(said(2, 2, { labels: ["pvp"] }))).toEqual([]);
  expect(
    await keep(said(2, 3, { labels: ["pvp", "ganked"] }), said(3, 1, {})),
  ).toEqual([2, 3]);
});

test("the newest word wins, in whatever order they come", async () => {
  const words = [
    said(0, 1, { points: 1 }),
    said(0, 2, { points: 2 }),
    said(0, 3, { points: 3 }),
  ];
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
    [2, 0, 1],
  ];
  for (const [index, order] of orders.entries()) {
    for (const at of order) {
      const word = words[at];
      if (word === undefined) continue;
      const reference = { killmailId: id<KillmailId>(10 + index), hash };
      await keep({ ...word, reference });
    }
    expect(await read(10 + index)).toMatchObject([{ points: 3 }]);
  }
  // All at once too, and a later word that says the same keeps an older one out.
  await keep(said(20, 3, { points: 3 }), said(20, 1, { points: 1 }));
  expect(await read(20)).toMatchObject([{ points: 3 }]);
  await keep(said(20, 5, { points: 3 }));
  expect(await keep(said(20, 4, { points: 4 }))).toEqual([]);
  expect(await read(20)).toMatchObject([{ points: 3 }]);
});

test("what is said of one hash is said of no other", async () => {
  const other = "b".repeat(40);
  await keep(said(30, 1, { points: 1 }), said(30, 2, { points: 2 }, other));
  expect((await read(30)).map((one) => [one.hash, one.points])).toEqual([
    [hash, 1],
    [other, 2],
  ]);
});

test("what was said goes with a mail that expires, and is not kept again", async () => {
  const ids = [40, 41].map((one) => id<KillmailId>(one));
  const words = ids.map((one) => said(one, 1, { points: 1 }));
  await keep(...words);
  await db.database.transaction((tx) =>
    figuresEffect.forget(tx, ids, "replaced"),
  );
  expect(await read(40)).toHaveLength(1);
  await db.database.prisma.killmailReference.create({
    data: {
      killmailId: 40,
      hash: Buffer.from(hash, "hex"),
      state: "expired",
      firstSource: "zkillboard",
      firstSeenAt: new Date(),
    },
  });
  await db.database.transaction((tx) =>
    figuresEffect.forget(tx, ids.slice(0, 1), "expired"),
  );
  await keep(...words);
  expect(await read(40)).toEqual([]);
  expect(await read(41)).toHaveLength(1);
});
