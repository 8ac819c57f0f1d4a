import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  createMovableClock,
  defineEvent,
  defineTask,
  listen,
} from "../../../kernel/index.ts";
import { claimOrder, putBack } from "./claims.ts";
import { createOutbox } from "./outbox.ts";

const sync = defineTask({
  name: "sync",
  version: 1,
  payload: z.object({
    characterId: z.int().positive(),
    full: z.boolean().optional(),
  }),
});
const facts = z.object({ ids: z.array(z.int()) });
const stored = defineEvent({ name: "stored", version: 1, payload: facts });
const noteOne = defineTask({ name: "note-one", version: 1, payload: facts });
const noteTwo = defineTask({ name: "note-two", version: 1, payload: facts });

const clock = createMovableClock({
  now: () => new Date("2026-11-21T12:00:00Z"),
});
const inMs = (ms: number) => new Date(clock.now().getTime() + ms);
const outbox = createOutbox({
  clock,
  listeners: [listen(stored, noteOne), listen(stored, noteTwo)],
});

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
afterEach(async () => {
  await testDatabase.database.pool.query("TRUNCATE outbox");
});

interface Row {
  id: string;
  task: string;
  payload: unknown;
  priority: number;
  due_at: Date;
  relayed_at: Date | null;
}

async function rows(): Promise<Row[]> {
  const found = await testDatabase.database.pool.query<Row>(
    "SELECT id::text, task, payload, priority, due_at, relayed_at FROM outbox ORDER BY id",
  );
  return found.rows;
}

async function markRelayed(): Promise<void> {
  await testDatabase.database.pool.query("UPDATE outbox SET relayed_at = $1", [
    clock.now(),
  ]);
}

describe("outbox", () => {
  test("an order is in the same transaction as what wants it", async () => {
    const { database } = testDatabase;
    const failing = database.transaction(async (tx) => {
      await outbox.add(tx, sync, { characterId: 1 });
      throw new Error("the rest failed");
    });
    await expect(failing).rejects.toThrow("the rest failed");
    expect(await rows()).toEqual([]);
  });

  test("refuses a payload that breaks the contract before it is written", async () => {
    const adding = testDatabase.database.transaction((tx) =>
      outbox.add(tx, sync, { characterId: -1 }),
    );
    await expect(adding).rejects.toThrow();
    expect(await rows()).toEqual([]);
  });

  test("an event becomes one order for each listener", async () => {
    await testDatabase.database.transaction((tx) =>
      outbox.emit(tx, stored, { ids: [1, 2] }, { priority: "live" }),
    );
    expect(await rows()).toMatchObject([
      { task: "note-one", payload: { ids: [1, 2] }, priority: 1 },
      { task: "note-two", payload: { ids: [1, 2] }, priority: 1 },
    ]);
  });

  test("many orders are one statement, one row each", async () => {
    await testDatabase.database.transaction((tx) =>
      outbox.addMany(
        tx,
        sync,
        Array.from({ length: 5_000 }, (_, index) => ({
          characterId: index + 1,
        })),
        { priority: "dormant", dueAt: inMs(60_000) },
      ),
    );
    const found = await rows();
    expect(found).toHaveLength(5_000);
    expect(found[4_999]).toMatchObject({ priority: 3, due_at: inMs(60_000) });
  });

  test("with a key, adding again makes the waiting order more urgent, earlier and more thorough", async () => {
    const { database } = testDatabase;
    await database.transaction((tx) =>
      outbox.add(
        tx,
        sync,
        { characterId: 1, full: true },
        {
          key: "1",
          priority: "dormant",
          dueAt: inMs(60_000),
        },
      ),
    );
    await database.transaction((tx) =>
      outbox.add(
        tx,
        sync,
        { characterId: 1 },
        {
          key: "1",
          priority: "immediate",
        },
      ),
    );
    await database.transaction((tx) =>
      outbox.add(
        tx,
        sync,
        { characterId: 1 },
        {
          key: "1",
          priority: "recent",
          dueAt: inMs(5_000),
        },
      ),
    );
    expect(await rows()).toMatchObject([
      {
        payload: { characterId: 1, full: true },
        priority: 0,
        due_at: clock.now(),
      },
    ]);
  });

  test("many with keys join what waits, and each other", async () => {
    const key = ({ characterId }: { characterId: number }) =>
      String(characterId);
    const { database } = testDatabase;
    await database.transaction((tx) =>
      outbox.addMany(tx, sync, [{ characterId: 1 }, { characterId: 2 }], {
        key,
      }),
    );
    await database.transaction((tx) =>
      outbox.addMany(
        tx,
        sync,
        [{ characterId: 2 }, { characterId: 3 }, { characterId: 3 }],
        { key },
      ),
    );
    expect(await rows()).toHaveLength(3);
  });

  test("one that is in the queue already is handed on again only when it becomes more urgent", async () => {
    const { database } = testDatabase;
    const add = (priority: "recent" | "immediate") =>
      database.transaction((tx) =>
        outbox.add(tx, sync, { characterId: 1 }, { key: "1", priority }),
      );
    await add("recent");
    await markRelayed();
    await add("recent");
    expect((await rows())[0]?.relayed_at).not.toBeNull();
    await add("immediate");
    expect(await rows()).toMatchObject([{ relayed_at: null, priority: 0 }]);
  });

  test("one somebody works on does not count as waiting; when it goes back, both become one", async () => {
    const { database } = testDatabase;
    const { pool } = database;
    await database.transaction((tx) =>
      outbox.add(
        tx,
        sync,
        { characterId: 1, full: true },
        {
          key: "1",
          priority: "immediate",
        },
      ),
    );
    const [first] = await rows();
    const claim = await claimOrder(
      pool,
      { id: first?.id ?? "", task: "sync" },
      7,
      clock.now(),
    );
    await database.transaction((tx) =>
      outbox.add(
        tx,
        sync,
        { characterId: 1 },
        {
          key: "1",
          dueAt: inMs(60_000),
        },
      ),
    );
    expect(await rows()).toHaveLength(2);
    if (claim === null) throw new Error("Nothing claimed");
    await putBack(pool, claim, { dueAt: inMs(10_000), attempt: 1 });
    const left = await rows();
    expect(left).toMatchObject([
      {
        payload: { characterId: 1, full: true },
        priority: 0,
        due_at: inMs(10_000),
        relayed_at: null,
      },
    ]);
    expect(left[0]?.id).not.toBe(first?.id);
  });

  test("the same key going back and being added at the same moment never fails and leaves one", async () => {
    const { database } = testDatabase;
    for (let round = 0; round < 20; round++) {
      await database.transaction((tx) =>
        outbox.add(tx, sync, { characterId: 1 }, { key: "1" }),
      );
      const [row] = await rows();
      const claim = await claimOrder(
        database.pool,
        { id: row?.id ?? "", task: "sync" },
        7,
        clock.now(),
      );
      if (claim === null) throw new Error("Nothing claimed");
      await Promise.all([
        putBack(database.pool, claim, {}),
        database.transaction((tx) =>
          outbox.add(tx, sync, { characterId: 1 }, { key: "1" }),
        ),
      ]);
      expect(await rows()).toHaveLength(1);
    }
  });
});
