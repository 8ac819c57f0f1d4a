import { expect, test } from "vitest";
import type { RequestRecord } from "../http/request-record.ts";
import type { Killmail } from "../world/killmail.ts";
import { killmailHash } from "../world/killmail-hash.ts";
import {
  authorize,
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

interface RequestsAnswer {
  requests: RequestRecord[];
  totals: { requests: number; tokensByGroup: Record<string, number> };
}

test("tells what was asked and what it cost, without secrets, until it is told to forget", async () => {
  const simulator = await testSimulator();
  const { access_token: token, refresh_token } = await login(simulator, pilot);
  await esi(simulator, `/characters/${pilot}/killmails/recent?page=1`, {
    token,
  });
  const halfTime = simulator.clock.now();
  simulator.clock.advance(1_000);
  await esi(simulator, "/status?token=secret&user_agent=me");
  const text = await (await control(simulator, "/requests")).text();
  for (const secret of [
    token,
    refresh_token ?? "",
    "eat_simulator",
    "=secret",
    '"secret"',
  ])
    expect(text).not.toContain(secret);
  const all = JSON.parse(text) as RequestsAnswer;
  expect(all.requests.map(({ service, status }) => [service, status])).toEqual([
    ["sso", 302],
    ["sso", 200],
    ["esi", 200],
    ["esi", 200],
  ]);
  expect(all.totals.tokensByGroup).toEqual({ "char-killmail": 2, status: 2 });
  expect(all.requests[3]).toMatchObject({
    path: "/esi/status",
    query: { user_agent: "me" },
    userAgent: "me",
    group: "status",
    tokenCost: 2,
  });
  const since = new Date(halfTime.getTime() + 1).toISOString();
  const later = (await (
    await control(simulator, `/requests?since=${since}`)
  ).json()) as RequestsAnswer;
  expect(later.requests).toHaveLength(1);
  await fetch(`${simulator.url}/simulator/requests`, { method: "DELETE" });
  expect(simulator.requests()).toEqual([]);
});

test("moves its clock", async () => {
  const simulator = await testSimulator();
  const answer = await control(simulator, "/clock", { advanceMs: 60_000 });
  expect(await answer.json()).toEqual({
    now: "2026-11-21T12:01:30.000Z",
    killmails: "2026-11-21T12:01:30.000Z",
  });
  expect(simulator.clock.now().toISOString()).toBe("2026-11-21T12:01:30.000Z");
  expect((await control(simulator, "/clock", { advanceMs: -1 })).status).toBe(
    400,
  );
});

test("makes killmails from as little as nothing", async () => {
  const simulator = await testSimulator();
  const make = async (body: unknown) =>
    (await (await control(simulator, "/killmails", body)).json()) as {
      id: number;
      hash: string;
      killmail: Killmail;
    };
  const bare = await make({});
  expect(killmailHash(bare.killmail)).toBe(bare.hash);
  const made = await make({
    solar_system_id: 30_900_010,
    victim: { character_id: pilot, ship_type_id: 638, damage_taken: 900 },
    attackers: [
      { character_id: pilot + 3, damage_done: 100, final_blow: true },
      { character_id: pilot + 4, damage_done: 800 },
    ],
  });
  expect(made.id).toBeGreaterThan(bare.id);
  expect(made.killmail).toMatchObject({
    solar_system_id: 30_900_010,
    victim: {
      corporation_id: 98_900_001,
      alliance_id: 99_900_001,
      ship_type_id: 638,
    },
    attackers: [
      { character_id: pilot + 4, final_blow: false },
      { character_id: pilot + 3, final_blow: true, corporation_id: 98_900_004 },
    ],
  });
  expect(killmailHash(made.killmail)).toBe(made.hash);
  for (const id of [pilot, pilot + 3])
    expect(simulator.listFor(id)[0]?.killmail_id).toBe(made.id);
  expect(simulator.listFor(pilot + 4)[0]?.killmail_id).not.toBe(made.id);
  expect(
    (await control(simulator, "/killmails", { victim: { ship: 1 } })).status,
  ).toBe(400);
});

test("finds characters and changes them", async () => {
  const simulator = await testSimulator();
  const found = (await (
    await control(simulator, "/characters?search=a&limit=3")
  ).json()) as {
    characters: { id: number; name: string }[];
  };
  expect(found.characters).toHaveLength(3);
  const changed = await control(simulator, `/characters/${pilot}`, {
    name: "Somebody Else",
    roles: ["Director", "Accountant"],
  });
  expect(await changed.json()).toMatchObject({
    name: "Somebody Else",
    roles: ["Director", "Accountant"],
  });
  const one = (await (
    await control(simulator, `/characters/${pilot}`)
  ).json()) as {
    killmails: unknown[];
  };
  expect(one.killmails).toEqual(simulator.listFor(pilot));
  expect((await control(simulator, "/characters/12")).status).toBe(404);
  expect((await control(simulator, "/characters/12", {})).status).toBe(404);
});

test("describes itself", async () => {
  const simulator = await testSimulator();
  expect(await (await control(simulator, "")).json()).toMatchObject({
    world: "seed",
    services: { esi: `${simulator.url}/esi` },
  });
});

test("breaks what it is told to break, and only that often", async () => {
  const simulator = await testSimulator();
  await control(simulator, "/faults", [
    {
      name: "outage",
      service: "sso",
      path: "/token",
      status: 502,
      body: "html",
      count: 2,
    },
    {
      name: "cut",
      service: "esi",
      path: "/universe/types",
      truncate: true,
      skip: 1,
    },
    { name: "slow", service: "images", latencyMs: 1 },
  ]);
  const code = await authorize(simulator, pilot);
  expect(code).not.toBe("");
  for (let asked = 0; asked < 2; asked++) {
    const answer = await fetch(`${simulator.url}/v2/oauth/token`, {
      method: "POST",
    });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain("<html>");
  }
  expect((await login(simulator, pilot)).token_type).toBe("Bearer");
  expect(
    await (await esi(simulator, "/universe/types/587")).json(),
  ).toMatchObject({ type_id: 587 });
  await expect(
    (await esi(simulator, "/universe/types/587")).json(),
  ).rejects.toThrow();
  await esi(simulator, "/universe/types/587").then((answer) => answer.json());
  await fetch(`${simulator.services.images}/types/587/icon`);
  expect(
    simulator
      .requests()
      .filter((r) => r.fault !== undefined)
      .map((r) => r.fault),
  ).toEqual(["outage", "outage", "cut", "slow"]);
  expect(await (await control(simulator, "/faults")).json()).toEqual({
    faults: [],
    struck: { outage: 2, cut: 1, slow: 1 },
  });
});
