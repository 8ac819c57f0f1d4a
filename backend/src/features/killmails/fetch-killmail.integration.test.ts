import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  anonymous,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import { EsiRefusedError } from "../../platform/esi/index.ts";
import { fetchKillmailTask } from "./fetch-killmail.task.ts";
import type { Reference } from "./reference.ts";
import {
  createTestKillmails,
  type TestKillmails,
} from "./test-support/create-test-killmails.ts";
import { inventKillmail, referenceOf } from "./test-support/invent-killmail.ts";

let db: TestDatabase;
let site: TestKillmails;
beforeAll(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
});
afterAll(() => db.drop());

/** Runs the task as a consumer would; `answer` is what ESI says. Returns how often ESI was asked. */
async function run(
  reference: Reference,
  answer: () => unknown,
  times = 1,
): Promise<number> {
  let asked = 0;
  const { handler } = fetchKillmailTask({
    database: db.database,
    killmails: site.killmails,
    esi: {
      fetchBody: () => {
        asked++;
        return Promise.resolve().then(answer);
      },
    },
  });
  for (let time = 0; time < times; time++)
    await handler(reference, {
      taskId: "1",
      attempt: 1,
      priority: "recent",
      log: silentLogger,
    });
  return asked;
}

async function recorded(killmailId: number) {
  const esi = inventKillmail(killmailId);
  const reference = referenceOf(esi);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [reference],
      source: "zkillboard",
      grantId: null,
      priority: "recent",
    }),
  );
  return { esi, reference };
}

test("fetches and stores once, however often it is delivered", async () => {
  const { esi, reference } = await recorded(1);
  expect(await run(reference, () => esi, 3)).toBe(1);
  expect(
    await site.killmails.byId(anonymous, reference.killmailId),
  ).toMatchObject({ esi });
});

test.each([400, 404, 422])(
  "ESI's %i rejects the reference with ESI's words and ends the order",
  async (status) => {
    const { reference } = await recorded(1000 + status);
    const refuse = () => {
      throw new EsiRefusedError("killmail", status, "no such hash");
    };
    expect(await run(reference, refuse, 2)).toBe(1);
    expect(
      await db.database.prisma.killmailReference.findFirst({
        where: { killmailId: reference.killmailId },
      }),
    ).toMatchObject({
      state: "rejected",
      reason: expect.stringContaining("no such hash") as string,
    });
  },
);

test.each([
  ["ESI being away", new UnavailableError("ESI answers 503")],
  [
    "a refusal that is about us",
    new EsiRefusedError("killmail", 403, "banned"),
  ],
])(
  "%s leaves the mail pending and goes on to the consumer",
  async (_, error) => {
    const { esi, reference } = await recorded(
      error instanceof UnavailableError ? 10 : 11,
    );
    const fail = () => {
      throw error;
    };
    await expect(run(reference, fail)).rejects.toBe(error);
    expect(await site.killmails.isPending(db.database.prisma, reference)).toBe(
      true,
    );
    expect(await run(reference, () => esi)).toBe(1);
  },
);

test("an answer that is no killmail rejects the reference", async () => {
  const { reference } = await recorded(20);
  await run(reference, () => ({ error: "surprise" }));
  expect(await site.killmails.isPending(db.database.prisma, reference)).toBe(
    false,
  );
});

test("a body of a later schema is stored, and keeps what nobody here knows", async () => {
  const { esi, reference } = await recorded(21);
  const later = {
    ...esi,
    introduced_later: { kinds: ["not", "known", "yet"] },
    victim: { ...esi.victim, introduced_later: 1 },
    attackers: esi.attackers.map((one) => ({ ...one, mood: "grim" })),
  };
  await run(reference, () => later);
  const stored = await site.killmails.byId(anonymous, reference.killmailId);
  expect(stored?.esi).toEqual(later);
});

test.each([
  ["the true one is fetched first", 30, true],
  ["the false one is fetched first", 31, false],
])(
  "of an id that lists show under two hashes ESI's answer decides (%s)",
  async (_, number, isTrueFirst) => {
    const { esi, reference } = await recorded(number);
    const forged = { ...reference, hash: "f".repeat(40) };
    await db.database.transaction((tx) =>
      site.killmails.record(tx, {
        references: [forged],
        source: "zkillboard",
        grantId: null,
        priority: "recent",
      }),
    );
    const refuse = () => {
      throw new EsiRefusedError("killmail", 422, "Invalid killmail_id");
    };
    const fetches = [
      () => run(reference, () => esi),
      () => run(forged, refuse),
    ];
    for (const fetch of isTrueFirst ? fetches : fetches.reverse())
      expect(await fetch()).toBe(1);
    const rows = await db.database.prisma.killmailReference.findMany({
      where: { killmailId: number },
      orderBy: { state: "asc" },
    });
    expect(
      rows.map((row) => [row.state, Buffer.from(row.hash).toString("hex")]),
    ).toEqual([
      ["rejected", forged.hash],
      ["stored", reference.hash],
    ]);
    expect(rows[0]?.reason).toContain("Invalid killmail_id");
    expect(
      await site.killmails.byId(anonymous, reference.killmailId),
    ).toMatchObject({ esi, hash: reference.hash });
  },
);
