import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type ApiSite,
  type Pilot,
  startApiSite,
} from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

const admin = 2_112_000_001;
let site: ApiSite;
let operator: Pilot;
let pilot: Pilot;

const fields =
  "group tokensLeft tokensLimit windowMinutes reservedForImmediate pausedUntil";
const shared = `{ esiBudgets { ${fields} } }`;
const untouched = (group: string, tokens: number, reserved: number) => ({
  group,
  tokensLeft: tokens,
  tokensLimit: tokens,
  windowMinutes: 15,
  reservedForImmediate: reserved,
  pausedUntil: null,
});
const until = new Date(Date.now() + 300_000);

beforeAll(async () => {
  site = await startApiSite({
    env: { ADMIN_CHARACTER_IDS: String(admin), ESI_DORMANT_RESERVE: "0.5" },
  });
  operator = await site.pilot(admin);
  pilot = await site.pilot(2_112_000_002);
  // As the client id of the test's environment names them. The last one is past its window.
  await site.app.database.pool.query(
    `INSERT INTO esi_spends ("group", subject, spent_at, tokens, settled_at, paused_until) VALUES
      ('char-killmail', 'test:${pilot.characterId}', now(), 2, now(), NULL),
      ('char-killmail', 'test:${pilot.characterId}', now(), 5, NULL, NULL),
      ('corp-killmail', 'test:${pilot.characterId}', now(), 0, now(), $1),
      ('char-killmail', 'test:${operator.characterId}', now(), 30, now(), NULL),
      ('char-detail', 'test:${pilot.characterId}', now() - interval '16 minutes', 9, now(), NULL),
      ('killmail', 'address', now(), 100, now(), NULL),
      ('error-limit', 'address', now(), 4, now(), NULL)`,
    [until],
  );
});
afterAll(() => site.close());

it("an owner sees what ESI still allows each of the account's own characters", async () => {
  const { data } = await ask(
    site.url,
    `{ me { characters { id esiBudgets { ${fields} } } } }`,
    { cookie: pilot.cookie },
  );
  expect(data).toEqual({
    me: {
      characters: [
        {
          id: String(pilot.characterId),
          esiBudgets: [
            { ...untouched("char-killmail", 30, 15), tokensLeft: 23 },
            {
              ...untouched("corp-killmail", 30, 15),
              pausedUntil: until.toISOString(),
            },
            untouched("char-detail", 600, 300),
            untouched("fitting", 150, 75),
          ],
        },
      ],
    },
  });
});

it("an admin sees what ESI still allows the site, and nobody else does", async () => {
  const seen = await ask(site.url, shared, { cookie: operator.cookie });
  expect(seen.data).toEqual({
    esiBudgets: [
      { ...untouched("killmail", 3_600, 1_800), tokensLeft: 3_500 },
      untouched("status", 600, 300),
      {
        ...untouched("error-limit", 100, 50),
        tokensLeft: 96,
        windowMinutes: 1,
      },
    ],
  });
  expect(codes(await ask(site.url, shared, { cookie: pilot.cookie }))).toEqual([
    "FORBIDDEN",
  ]);
  expect(codes(await ask(site.url, shared))).toEqual(["UNAUTHENTICATED"]);
});

it("asks the ledger once, however many characters an account has", async () => {
  const all = `{ me { characters { esiBudgets { group } } } }`;
  const count = async () => {
    site.countStatements();
    await ask(site.url, all, { cookie: pilot.cookie });
    return site.countStatements();
  };
  const one = await count();
  const { prisma } = site.app.database;
  for (const characterId of [2_112_000_003, 2_112_000_004]) {
    const { characterId: other } = await site.pilot(characterId);
    await prisma.linkedCharacter.update({
      where: { characterId: other },
      data: { accountId: pilot.accountId },
    });
  }
  expect(await count()).toBe(one);
});
