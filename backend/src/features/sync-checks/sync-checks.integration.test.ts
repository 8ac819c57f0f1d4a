import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { type CorporationId, type GrantId, id } from "../../kernel/index.ts";
import {
  type NewSyncCheck,
  noteCheck,
  readChecks,
  type SyncSubject,
} from "./index.ts";

const mine = id<GrantId>(1);
const ours = id<CorporationId>(98_000_001);
const character: SyncSubject = { kind: "character", id: mine };
const corporation: SyncSubject = { kind: "corporation", id: ours };

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(() => store.database.prisma.syncCheck.deleteMany());

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const note = (
  subject: SyncSubject,
  minute: number,
  check: Partial<NewSyncCheck> = {},
) =>
  noteCheck(store.database.prisma, subject, {
    checkedAt: at(minute),
    result: "nothing-new",
    message: `Check ${minute}.`,
    found: 0,
    fresh: 0,
    tokens: 1,
    ...check,
  });
const checksOf = async (limit = 20) =>
  (await readChecks(store.database.prisma, "character", [mine], limit)).get(
    mine,
  ) ?? [];

test("checks of a subject come newest first, those of others apart", async () => {
  await note(character, 1, { result: "new", found: 5, fresh: 2, tokens: 2 });
  await note(corporation, 2);
  await note(character, 3);
  expect(await checksOf()).toEqual([
    {
      checkedAt: at(3),
      result: "nothing-new",
      message: "Check 3.",
      found: 0,
      fresh: 0,
      tokens: 1,
      tries: 1,
    },
    {
      checkedAt: at(1),
      result: "new",
      message: "Check 1.",
      found: 5,
      fresh: 2,
      tokens: 2,
      tries: 1,
    },
  ]);
  expect(await checksOf(1)).toHaveLength(1);
  const { prisma } = store.database;
  const found = await readChecks(prisma, "corporation", [ours], 20);
  expect(found.get(ours)?.map(({ checkedAt }) => checkedAt)).toEqual([at(2)]);
});

test("the last 200 are kept", async () => {
  for (let minute = 0; minute < 205; minute++) await note(character, minute);
  await note(corporation, 0);
  const { prisma } = store.database;
  const { kind } = character;
  expect(await prisma.syncCheck.count({ where: { kind } })).toBe(200);
  expect(
    (await readChecks(prisma, "character", [mine], 300)).get(mine)?.at(-1),
  ).toMatchObject({ checkedAt: at(5) });
});

test("an outage is one check, however often it was tried, and does not swallow what came before", async () => {
  await note(character, 1);
  for (let minute = 2; minute < 300; minute++)
    await note(character, minute, { result: "late", tokens: 5 });
  await note(character, 300);
  await note(character, 301, { result: "late", tokens: 0 });
  expect(
    (await checksOf()).map(({ result, tries, tokens }) => [
      result,
      tries,
      tokens,
    ]),
  ).toEqual([
    ["late", 1, 0],
    ["nothing-new", 1, 1],
    ["late", 298, 298 * 5],
    ["nothing-new", 1, 1],
  ]);
  expect((await checksOf())[2]).toMatchObject({ checkedAt: at(299) });
});
