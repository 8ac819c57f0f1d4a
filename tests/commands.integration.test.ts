import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { busiestPilots } from "./flow/busiest-pilots.ts";
import { readSyncs } from "./flow/site-queries.ts";
import { runCommand } from "./support/run-command.ts";
import { createSiteClient } from "./support/site-client.ts";
import { startTestSite } from "./support/test-site.ts";
import { until } from "./support/until.ts";

let site: Awaited<ReturnType<typeof startTestSite>>;
let pilot: number;
/** Commands are processes of their own: on a machine with much else to do they take their time. */
const patienceMs = 180_000;
vi.setConfig({ testTimeout: patienceMs });

beforeAll(async () => {
  site = await startTestSite();
  [pilot = 0] = await busiestPilots(site.simulator, 1);
  const client = createSiteClient(site.url);
  await client.login(pilot);
  await until(
    "the first sync is done",
    async () => {
      const sync = (await readSyncs(client)).get(String(pilot));
      return sync?.state === "IDLE" && sync.stored > 0;
    },
    patienceMs,
  );
}, patienceMs);
afterAll(() => site.close());

const command = (name: string, ...args: string[]) =>
  runCommand(site, name, ...args);
const run = (sql: string) => site.database.pool.query(sql);

it("sync:status tells how a sync goes, with its checks, and exits 1 when it is stopped", async () => {
  const all = await command("sync-status");
  expect(all).toMatchObject({ code: 0 });
  expect(all.out).toMatch(new RegExp(`${pilot} .* idle `));
  expect(all.out).toContain("Live feed: off. Switched off (LIVE_FEED=off).");
  expect(all.out).toMatch(
    /ESI budget:\n.*\nkillmail +\d+\/3600 +15 +1080 +-\n/,
  );
  const one = await command("sync-status", String(pilot));
  expect(one.out).toMatch(/Last checks:\n.*\n.* new +\d+ +\d+ +2 +1 /);
  expect(one.out).toContain("No gaps.");
  expect(one.out).toMatch(/\nchar-killmail +28\/30 +15 +9 +-\n/);
  expect(one.out).not.toContain("error-limit");
  expect(
    JSON.parse((await command("sync-status", "--json")).out),
  ).toMatchObject({
    characters: [
      {
        characterId: pilot,
        tokens: { left: 28, limit: 30 },
        esiBudgets: [
          { group: "char-killmail", remaining: 28, reserved: 9 },
          { group: "corp-killmail", remaining: 30 },
          { group: "char-detail", limit: 600 },
          { group: "fitting", limit: 150 },
        ],
        checks: [{ result: "new" }],
        corporation: { state: "off" },
      },
    ],
    corporations: [],
  });
  expect(await command("sync-status", "7")).toMatchObject({
    code: 1,
    out: expect.stringContaining("neither a character linked here") as unknown,
  });
  await run(
    "UPDATE character_syncs SET state = 'stopped', next_sync_at = NULL",
  );
  expect(await command("sync-status")).toMatchObject({ code: 1 });
  await run("UPDATE character_syncs SET state = 'idle', next_sync_at = now()");
});

it("queue:user-killmails queues, and with --wait stays until the checks have ended and says how", async () => {
  const later =
    "UPDATE character_syncs SET state = 'idle', next_sync_at = now() + interval '1 hour'";
  await run(later);
  expect(await command("queue-user-killmails")).toEqual({
    code: 0,
    out: "Queued 0 characters.\n",
  });
  expect(await command("queue-user-killmails", "--force", "--wait")).toEqual({
    code: 0,
    out: "Queued 1 character.\nChecked 1 character: 1 up to date, 0 late, 0 stopped.\n",
  });
  site.simulator.faults.add({ path: "/killmails/recent", status: 403 });
  const refused = await command("queue-user-killmails", "--force", "--wait");
  expect(refused).toMatchObject({
    code: 1,
    out: expect.stringContaining("1 stopped.") as unknown,
  });
  await run(later);
  expect(
    await command("queue-corporation-killmails", "--force", "--wait"),
  ).toEqual({ code: 0, out: "Queued 0 corporations.\n" });
});

it("queue:zkillboard queues, with --wait stays until all was read, shows up in sync:status, and can be cancelled", async () => {
  const month = new Date().toISOString().slice(0, 7);
  const first = await command(
    "queue-zkillboard",
    String(pilot),
    "--since",
    `${month}-01`,
    "--wait",
  );
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toMatch(
    new RegExp(
      `^Queued character ${pilot}, 1 month since ${month}\\.\nAll that zKillboard lists since .* was read: `,
    ),
  );
  for (const wrong of [["x"], ["7", "--since", "2021-13"]])
    expect((await command("queue-zkillboard", ...wrong)).code).toBe(1);
  expect(
    await command("queue-zkillboard", "7", "--corporation", "--alliance"),
  ).toMatchObject({ code: 1 });
  expect(
    await command("queue-zkillboard", "98000001", "--since", "2999-01"),
  ).toMatchObject({
    code: 1,
    out: expect.stringContaining("is no month up to now") as unknown,
  });
  expect(
    await command("queue-zkillboard", "98000001", "--corporation"),
  ).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /^Queued corporation 98000001, \d{3} months since 2007-12\.\n$/,
    ) as unknown,
  });
  expect((await command("sync-status")).out).toMatch(
    /^corporation 98000001 +(queued|running) +2007-12 /m,
  );
  expect(
    await command("queue-zkillboard", "98000001", "--corporation", "--cancel"),
  ).toEqual({ code: 0, out: "Cancelled corporation 98000001.\n" });
  expect((await command("sync-status")).out).not.toContain("98000001");
});

it("verify finds what is wrong, heals it with --fix, and then finds nothing", async () => {
  const clean = await command("verify");
  expect(clean).toEqual({ code: 0, out: "Everything agrees.\n" });

  await run(
    "DELETE FROM observations WHERE killmail_id = (SELECT min(killmail_id) FROM observations)",
  );
  await run(
    "DELETE FROM killmails WHERE killmail_id = (SELECT max(killmail_id) FROM killmails)",
  );
  await run(
    "DELETE FROM killmail_involvements WHERE killmail_id = (SELECT max(killmail_id) FROM killmails)",
  );
  const offline = await command("verify", "--offline");
  expect(offline.code).toBe(1);
  expect(offline.out).toContain("its mail is gone");
  expect(offline.out).not.toContain("is listed for character");
  const found = await command("verify");
  expect(found.code).toBe(1);
  expect(found.out).toContain(`is listed for character ${pilot}`);

  const healed = await command("verify", "--fix");
  expect(healed).toMatchObject({ code: 0 });
  expect(healed.out).toMatch(/0 differences remain, \d+ healed/);
  await until("what was lost is stored again", async () => {
    const { rows } = await run(
      "SELECT 1 FROM killmail_references WHERE state <> 'stored'",
    );
    return rows.length === 0;
  });
  expect(await command("verify")).toEqual({
    code: 0,
    out: "Everything agrees.\n",
  });
});

it("verify holds the list of a corporation against the ledger too, and heals it", async () => {
  const { characters } = (await (
    await fetch(`${site.simulator.url}/simulator/characters?limit=500`)
  ).json()) as {
    characters: { id: number; corporationId: number; roles: string[] }[];
  };
  const director = characters.find(
    ({ id, roles }) => id !== pilot && roles.includes("Director"),
  );
  if (director === undefined) throw new Error("Nobody is a director");
  const client = createSiteClient(site.url);
  // The other one's tokens are spent on what came before.
  await client.login(pilot);
  await client.query(
    `mutation ($id: ID!) { unlinkCharacter(characterId: $id) { id } }`,
    { id: pilot },
  );
  await client.login(director.id);
  const { setCorporationSync } = await client.query<{
    setCorporationSync: { upgradeUrl: string };
  }>(
    `mutation ($id: ID!) { setCorporationSync(characterId: $id, enabled: true) { upgradeUrl } }`,
    { id: director.id },
  );
  await client.login(director.id, setCorporationSync.upgradeUrl);
  await until(
    "both lists were read and fetched",
    async () => {
      const { rows } = await run(
        `SELECT 1 FROM corporation_syncs, character_syncs c
        WHERE c.character_id = ${director.id} AND least(corporation_syncs.last_sync_at, c.last_sync_at) IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM killmail_references WHERE state = 'pending')`,
      );
      return rows.length > 0;
    },
    patienceMs,
  );
  expect(await command("verify")).toEqual({
    code: 0,
    out: "Everything agrees.\n",
  });
  await run(
    "DELETE FROM corporation_observations WHERE killmail_id = (SELECT min(killmail_id) FROM corporation_observations)",
  );
  const found = await command("verify");
  expect(found.code).toBe(1);
  expect(found.out).toMatch(
    new RegExp(
      `^differs  Killmail \\d+ .* is listed for corporation ${director.corporationId} and not in its ledger\n1 difference remains`,
    ),
  );
  expect(await command("verify", "--fix")).toMatchObject({
    code: 0,
    out: expect.stringContaining("0 differences remain, 1 healed") as unknown,
  });
  expect(await command("verify")).toEqual({
    code: 0,
    out: "Everything agrees.\n",
  });
});

it("queue:dead-letters lists, shows, replays and drops", async () => {
  await run(`INSERT INTO outbox (task, version, payload, priority, due_at, created_at, attempt, last_error, dead_at)
    SELECT 'fetch-killmail', 1, jsonb_build_object('killmailId', n, 'hash', repeat('0', 40)), 2, now(), now(), 10, 'Broken', now()
    FROM generate_series(1, 2) n`);
  const list = await command("queue-dead-letters", "list", "--json");
  const [first, second] = JSON.parse(list.out) as { id: string }[];
  if (first === undefined || second === undefined)
    throw new Error("There are no dead letters");
  const shown = await command("queue-dead-letters", "show", first.id);
  expect(JSON.parse(shown.out)).toMatchObject({ lastError: "Broken" });
  for (const [action, letter] of [
    ["replay", first],
    ["drop", second],
  ] as const) {
    expect((await command("queue-dead-letters", action, letter.id)).code).toBe(
      0,
    );
    expect((await command("queue-dead-letters", action, letter.id)).code).toBe(
      1,
    );
  }
  expect((await command("queue-dead-letters")).out).toBe("No dead letters.\n");
});

it("prices:custom sets, lists and takes back prices of the site's own", async () => {
  const set = ["set", "11567", "147000000000.5", "--from", "2026-06-01"];
  const reason = "contracts in Delve";
  expect(
    await command("prices-custom", ...set, "--reason", reason),
  ).toMatchObject({ code: 0 });
  const listed = await command("prices-custom", "list", "--json");
  expect(JSON.parse(listed.out)).toEqual([
    { typeId: 11_567, isk: 147_000_000_000.5, from: "2026-06-01", reason },
  ]);
  const removed = await command("prices-custom", "remove", "11567");
  expect(removed).toMatchObject({ code: 0, out: "1 removed.\n" });
});

it("import:prices loads days of EVE Ref once, and says how many", async () => {
  const yesterday = new Date(Date.now() - 2 * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const days = ["--from", yesterday, "--to", yesterday];
  const first = await command("import-prices", ...days);
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toMatch(/^1 day imported, 0 passed over\. \d+ prices in /);
  const second = await command("import-prices", ...days, "--json");
  expect(JSON.parse(second.out)).toMatchObject({ imported: 0, passedOver: 1 });
});
