import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { type CorporationId, id } from "../../../kernel/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import {
  createTestKillmails,
  type Pilot,
  type TestKillmails,
} from "../test-support/create-test-killmails.ts";
import {
  inventKillmail,
  referenceOf,
} from "../test-support/invent-killmail.ts";
import { createLedgerChecks } from "./create-ledger-checks.ts";

let db: TestDatabase;
let site: TestKillmails;
let pilot: Pilot;
const own = [1, 2, 3, 4].map((number) => inventKillmail(number));
const open = [11, 12].map((number) => inventKillmail(number));
const ours = [21].map((number) => inventKillmail(number));

beforeEach(async () => {
  db = await createTestDatabase();
  site = createTestKillmails(db.database);
  pilot = await site.pilot();
  await site.recordAndStore(own, pilot.grantId);
  await site.recordAndStore(open, null);
  await site.recordAndStore(ours, pilot.grantId, id<CorporationId>(98_000_001));
  await db.database.prisma.outbox.deleteMany();
});
afterEach(() => db.drop());

const checks = () =>
  createLedgerChecks({
    database: db.database,
    clock: site.clock,
    outbox: createOutbox({ clock: site.clock, listeners: [] }),
    killmails: site.killmails,
  });

async function differences(): Promise<string[]> {
  const texts: string[] = [];
  for (const check of checks()) texts.push(...(await check.find()).texts);
  return texts;
}
async function heal(): Promise<void> {
  for (const check of checks()) await (await check.find()).heal();
}
/** What a fetcher does with the orders there are. */
async function fetchOrdered(): Promise<void> {
  const orders = await db.database.prisma.outbox.findMany();
  const bodies = orders.map(({ payload }) => {
    const { killmailId } = payload as { killmailId: number };
    const body = [...own, ...open, ...ours].find(
      (mail) => mail.killmail_id === killmailId,
    );
    if (body === undefined) throw new Error(`There is no mail ${killmailId}`);
    return { reference: referenceOf(body), body, priority: "recent" } as const;
  });
  if (bodies.length > 0) await site.killmails.store(bodies);
  await db.database.prisma.outbox.deleteMany();
}
const run = (sql: string) => db.database.pool.query(sql);
const everything = async () => {
  const tables: Record<string, unknown> = {};
  for (const [table, columns] of [
    [
      "killmail_references",
      "killmail_id, hash, state, killmail_time, public_since",
    ],
    ["observations", "killmail_id, grant_id, killmail_time"],
    ["corporation_observations", "killmail_id, corporation_id, killmail_time"],
    ["killmail_involvements", "*"],
    [
      "killmails",
      "killmail_id, killmail_time, hash, body, victim_character_id, attacker_count, public_since",
    ],
  ] as const)
    tables[table] = (
      await run(`SELECT ${columns} FROM ${table} ORDER BY 1, 2, 3`)
    ).rows;
  return tables;
};

it("finds nothing where nothing is wrong, with workers in the middle of it too", async () => {
  expect(await differences()).toEqual([]);
  await db.database.transaction((tx) =>
    site.killmails.record(tx, {
      references: [referenceOf(inventKillmail(31))],
      source: "character",
      grantId: pilot.grantId,
      priority: "live",
    }),
  );
  expect(await differences()).toEqual([]);
});

describe("damage is found, named, and healed by the normal path", () => {
  it.each([
    [
      "a mail is gone",
      "DELETE FROM killmails WHERE killmail_id = 1",
      /1 .* its mail is gone/,
    ],
    [
      "a body is broken",
      "UPDATE killmails SET body = '\\x00' WHERE killmail_id = 2",
      /2 .* body nobody can read/,
    ],
    [
      "a body is another mail's",
      "UPDATE killmails k SET body = o.body FROM killmails o WHERE k.killmail_id = 2 AND o.killmail_id = 3",
      /2 .* body nobody can read/,
    ],
    [
      "the ledger forgot a mail",
      "DELETE FROM killmail_references WHERE killmail_id = 3",
      /3 .* ledger does not/,
    ],
    [
      "the ledger takes a mail for pending",
      "UPDATE killmail_references SET state = 'pending', killmail_time = NULL WHERE killmail_id = 11",
      /11 .* ledger does not say so/,
    ],
    [
      "an involvement is missing",
      "DELETE FROM killmail_involvements WHERE killmail_id = 4 AND entity_id = 99000002",
      /4 .* listed otherwise/,
    ],
    [
      "roles are wrong",
      "UPDATE killmail_involvements SET roles = 7 WHERE killmail_id = 12",
      /12 .* listed otherwise/,
    ],
    [
      "a column is wrong",
      "UPDATE killmails SET victim_character_id = 7 WHERE killmail_id = 12",
      /12 .* listed otherwise/,
    ],
    [
      "an involvement has no mail",
      "INSERT INTO killmail_involvements SELECT entity_id, killmail_time, 99, roles FROM killmail_involvements WHERE killmail_id = 1",
      /99 has involvements/,
    ],
    [
      "an observation has no time",
      "UPDATE observations SET killmail_time = NULL WHERE killmail_id = 2",
      /2 .* wrong time/,
    ],
    [
      "a corporation's observation has a wrong time",
      "UPDATE corporation_observations SET killmail_time = killmail_time + interval '1 hour'",
      /21 .* wrong time/,
    ],
    [
      "the log forgot a public mail",
      "DELETE FROM visibility_log WHERE killmail_id = 11",
      /11 is visible to everybody/,
    ],
    [
      "the log forgot a private mail",
      "DELETE FROM visibility_log WHERE killmail_id = 1",
      /1 is visible to grant/,
    ],
    [
      "the log forgot a corporation",
      "DELETE FROM visibility_log WHERE killmail_id = 21",
      /21 is visible to whom corporation 98000001/,
    ],
    [
      "the log names a ghost",
      "INSERT INTO visibility_log VALUES (999, 98, now(), NULL, now())",
      /names killmail 98/,
    ],
    [
      "a mail is public by half",
      "UPDATE killmails SET public_since = NULL WHERE killmail_id = 12",
      /12 .* public by half/,
    ],
  ])("%s", async (_what, damage, text) => {
    const before = await everything();
    await run(damage);
    expect((await differences()).join("\n")).toMatch(text);
    await heal();
    await fetchOrdered();
    expect(await differences()).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it("a pending reference nobody will fetch", async () => {
    const reference = referenceOf(inventKillmail(41));
    const orders = db.database.prisma.outbox;
    await db.database.transaction((tx) =>
      site.killmails.record(tx, {
        references: [reference],
        source: "character",
        grantId: pilot.grantId,
        priority: "live",
      }),
    );
    expect(await differences()).toEqual([]);
    // A dead letter is nobody's work.
    await orders.updateMany({ data: { deadAt: site.clock.now() } });
    expect(await differences()).toEqual([
      expect.stringContaining("41") as unknown,
    ]);
    await heal();
    expect(await differences()).toEqual([]);
    expect(await orders.count({ where: { deadAt: null } })).toBe(1);
  });

  it("an observation of what the ledger does not know", async () => {
    const [first] = own;
    await run("DELETE FROM killmails WHERE killmail_id = 1");
    await run("DELETE FROM killmail_references WHERE killmail_id = 1");
    expect((await differences()).join("\n")).toMatch(/1 .* was observed/);
    await heal();
    await fetchOrdered();
    await heal();
    expect(await differences()).toEqual([]);
    const killmailId = first && referenceOf(first).killmailId;
    expect(
      killmailId && (await site.killmails.byId(pilot.viewer, killmailId)),
    ).toMatchObject({ esi: first });
  });
});
