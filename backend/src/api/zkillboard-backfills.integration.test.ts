import { afterAll, beforeAll, expect, test } from "vitest";
import { workOff } from "../../../tests/support/work-off.ts";
import { createMovableClock, type MovableClock } from "../kernel/index.ts";
import {
  type ApiSite,
  type Pilot,
  startApiSite,
} from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

const [own, others] = [2110000001, 2110000002];
const corporationId = 98000001;
const fields =
  "{ id kind entityId state message since monthsTotal monthsDone currentMonth found fresh }";

let site: ApiSite;
let clock: MovableClock;
let pilot: Pilot;
let stranger: Pilot;
let admin: Pilot;

beforeAll(async () => {
  clock = createMovableClock();
  site = await startApiSite({
    app: { clock },
    api: { requestLimits: { backfillsPerHour: 12 } },
    env: {
      ADMIN_CHARACTER_IDS: "2110000009",
      ZKILLBOARD_URL: "http://127.0.0.1:9",
    },
  });
  pilot = await site.pilot(own);
  stranger = await site.pilot(others);
  admin = await site.pilot(2110000009);
});
afterAll(() => site.close());

type Shown = { id: string; state: string; message: string };

/** What the field answers with, or the code of its refusal. */
async function answer<Data>(
  document: string,
  who: Pilot | null,
): Promise<Data | string> {
  const answered = await ask(site.url, document, {
    ...(who !== null && { cookie: who.cookie }),
  });
  const [code] = codes(answered);
  if (typeof code === "string") return code;
  const [value] = Object.values(answered.data ?? {});
  return value as Data;
}

const start = (who: Pilot | null, kind: string, entityId: number) =>
  answer<Shown>(
    `mutation { startZkillboardBackfill(kind: ${kind}, entityId: "${entityId}", since: "2021-11") ${fields} }`,
    who,
  );
const change = (who: Pilot | null, what: string, id: string) =>
  answer<Shown>(
    `mutation { ${what}ZkillboardBackfill(id: "${id}") ${fields} }`,
    who,
  );
const mine = async (who: Pilot) => {
  const me = await answer<{ zkillboardBackfills: Shown[] }>(
    `{ me { zkillboardBackfills ${fields} } }`,
    who,
  );
  return typeof me === "string" ? me : me.zkillboardBackfills;
};

test("a pilot asks for their own character, sees it, pauses, resumes and cancels it", async () => {
  const started = await start(pilot, "CHARACTER", own);
  expect(started).toMatchObject({
    kind: "CHARACTER",
    entityId: String(own),
    state: "QUEUED",
    since: "2021-11",
    monthsDone: 0,
    currentMonth: null,
    found: 0,
    fresh: 0,
  });
  const { id } = started as Shown;
  expect(await mine(pilot)).toEqual([started]);
  for (const [what, state] of [
    ["pause", "PAUSED"],
    ["resume", "QUEUED"],
    ["cancel", "CANCELLED"],
  ] as const)
    expect(await change(pilot, what, id)).toMatchObject({ id, state });
});

test("nobody else sees or changes it, and it looks like none at all; an admin does", async () => {
  const { id } = (await start(pilot, "CHARACTER", own)) as Shown;
  expect(await mine(stranger)).toEqual([]);
  for (const what of ["pause", "resume", "cancel"]) {
    expect(await change(stranger, what, id)).toBe("NOT_FOUND");
    expect(await change(stranger, what, "999999")).toBe("NOT_FOUND");
    expect(await change(null, what, id)).toBe("UNAUTHENTICATED");
  }
  const all = `{ zkillboardBackfills ${fields} }`;
  expect(await answer(all, stranger)).toBe("FORBIDDEN");
  expect(await answer(all, null)).toBe("UNAUTHENTICATED");
  expect(await answer(all, admin)).toMatchObject([{ id, state: "QUEUED" }]);
  expect(await change(admin, "pause", id)).toMatchObject({ state: "PAUSED" });
  expect(await mine(admin)).toEqual([]);
});

test("others' characters, corporations without consent and alliances are refused, whether they exist or not", async () => {
  expect(await start(null, "CHARACTER", own)).toBe("UNAUTHENTICATED");
  for (const [kind, id] of [
    ["CHARACTER", others],
    ["CHARACTER", 4],
    ["CORPORATION", corporationId],
    ["ALLIANCE", 99000001],
  ] as const)
    expect(await start(pilot, kind, id)).toBe("FORBIDDEN");
  expect(await mine(pilot)).toHaveLength(1);
});

test("a director whose switch is on asks for the corporation; without it the reading ends", async () => {
  const { prisma } = site.app.database;
  const now = clock.now();
  await prisma.linkedCharacter.update({
    where: { characterId: own },
    data: {
      scopes: [
        "esi-killmails.read_killmails.v1",
        "esi-killmails.read_corporation_killmails.v1",
        "esi-characters.read_corporation_roles.v1",
      ],
    },
  });
  await prisma.corporationDirector.create({
    data: {
      characterId: own,
      corporationId,
      isWanted: true,
      state: "on",
      message: "On.",
      updatedAt: now,
    },
  });
  const started = await start(pilot, "CORPORATION", corporationId);
  expect(started).toMatchObject({ kind: "CORPORATION", state: "QUEUED" });
  await prisma.corporationDirector.updateMany({ data: { state: "off" } });
  await workOff(site.app.database, clock, site.app.implementations, [
    "read-zkillboard-page",
  ]);
  const { id } = started as Shown;
  const ended = ((await mine(pilot)) as Shown[]).find((one) => one.id === id);
  expect(ended).toMatchObject({
    state: "CANCELLED",
    message: expect.stringContaining("lets this site read") as string,
  });
  expect(await change(pilot, "resume", id)).toBe("FORBIDDEN");
});

test("what is no id or month says so, and too many starts are refused for a while", async () => {
  const asked = (id: string, since: string) =>
    answer(
      `mutation { startZkillboardBackfill(kind: CHARACTER, entityId: "${id}", since: "${since}") { id } }`,
      pilot,
    );
  expect(await asked("x", "2021-11")).toBe("BAD_USER_INPUT");
  expect(await asked(String(own), "soon")).toBe("MONTH");
  let code: unknown = null;
  for (let tries = 0; tries < 12 && code !== "RATE_LIMITED"; tries++)
    code = await start(pilot, "CHARACTER", own);
  expect(code).toBe("RATE_LIMITED");
  expect(await start(stranger, "CHARACTER", others)).toMatchObject({
    state: "QUEUED",
  });
});

test("a backfill goes with its account", async () => {
  const { prisma } = site.app.database;
  await prisma.account.delete({ where: { id: stranger.accountId } });
  expect(
    await prisma.zkillboardBackfill.count({
      where: { accountId: stranger.accountId },
    }),
  ).toBe(0);
});
