import { describe, expect, test } from "vitest";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";
import type { KillmailReference } from "../world/killmail.ts";

describe("a killmail known under another hash", () => {
  const scope =
    "publicData esi-killmails.read_killmails.v1 esi-killmails.read_corporation_killmails.v1";

  test("answers under one only, whatever its lists show", async () => {
    const simulator = await testSimulator();
    const { id, hash } = await simulator.addKillmail({
      victim: { character_id: pilot },
    });
    const answers = "a".repeat(40);
    expect(simulator.rehash(id, { answers })?.killmail_hash).toBe(answers);
    expect(simulator.listFor(pilot)[0]?.killmail_hash).toBe(hash);
    expect((await esi(simulator, `/killmails/${id}/${hash}`)).status).toBe(422);
    const body = await esi(simulator, `/killmails/${id}/${answers}`);
    expect(await body.json()).toMatchObject({ killmail_id: id });
  });

  test("may be shown differently to a character and its corporation", async () => {
    const simulator = await testSimulator();
    const { access_token: token } = await login(simulator, pilot, scope);
    const { id, hash } = await simulator.addKillmail({
      victim: { character_id: pilot },
    });
    const twisted = await control(simulator, `/killmails/${id}/hash`, {
      recipientId: pilot,
    });
    expect(await twisted.json()).toEqual({
      killmail_id: id,
      killmail_hash: hash,
    });
    const shown = async (path: string): Promise<string | undefined> =>
      (
        (await (
          await esi(simulator, path, { token })
        ).json()) as KillmailReference[]
      ).find((mail) => mail.killmail_id === id)?.killmail_hash;
    const forCharacter = await shown(`/characters/${pilot}/killmails/recent`);
    expect(forCharacter).toMatch(/^[0-9a-f]{40}$/);
    expect(forCharacter).not.toBe(hash);
    expect(await shown("/corporations/98900001/killmails/recent")).toBe(hash);
    expect((await esi(simulator, `/killmails/${id}/${hash}`)).status).toBe(200);
    expect((await control(simulator, "/killmails/1/hash", {})).status).toBe(
      404,
    );
  });
});

describe("a replay", () => {
  test("releases a sample's mails over time and hides all others", async () => {
    const simulator = await testSimulator();
    const all = simulator.listFor(pilot);
    const others = simulator.listFor(pilot + 1);
    const overMs = 600_000;
    const started = await control(simulator, "/replay", {
      characterIds: [pilot],
      overMs,
      initialShare: 0.5,
    });
    expect(await started.json()).toMatchObject({
      mails: all.length,
      released: Math.round(all.length / 2),
      isOver: false,
    });
    const [newest] = all;
    const body = `/killmails/${newest?.killmail_id ?? 0}/${newest?.killmail_hash ?? ""}`;
    expect((await esi(simulator, body)).status).toBe(422);
    expect(simulator.listFor(pilot)).toEqual(
      all.slice(-Math.round(all.length / 2)),
    );
    expect(
      simulator
        .listFor(pilot + 1)
        .every((mail) => all.some((m) => m.killmail_id === mail.killmail_id)),
    ).toBe(true);
    simulator.clock.advance(overMs);
    expect(simulator.listFor(pilot)).toEqual(all);
    expect((await esi(simulator, body)).status).toBe(200);
    expect(await (await control(simulator, "/replay")).json()).toMatchObject({
      released: all.length,
      isOver: true,
    });
    await fetch(`${simulator.url}/simulator/replay`, { method: "DELETE" });
    expect(simulator.listFor(pilot + 1)).toEqual(others);
  });

  test("may be shuffled, finished early, and does not hide what tests add", async () => {
    const simulator = await testSimulator();
    const all = simulator.listForCorporation(98_900_001);
    simulator.replay.start({
      corporationIds: [98_900_001],
      overMs: 1_000_000,
      order: "shuffled",
    });
    simulator.clock.advance(500_000);
    const half = simulator.listForCorporation(98_900_001);
    expect(half.length).toBe(Math.floor(all.length / 2));
    expect(half).not.toEqual(all.slice(-half.length));
    const { id } = await simulator.addKillmail({
      victim: { character_id: pilot },
    });
    expect(simulator.listFor(pilot)[0]?.killmail_id).toBe(id);
    const finished = await control(simulator, "/replay/finish", {});
    expect(await finished.json()).toMatchObject({ isOver: true });
    expect(simulator.listForCorporation(98_900_001)).toHaveLength(
      all.length + 1,
    );
    expect(simulator.replay.mails()).toHaveLength(all.length);
    simulator.replay.end();
    expect(simulator.replay.progress()).toBeUndefined();
  });

  test("may be on from the start", async () => {
    const simulator = await testSimulator({
      replay: { characterIds: [pilot], overMs: 60_000 },
    });
    expect(simulator.listFor(pilot)).toEqual([]);
  });
});

test("a sample keeps to its number of mails, and the same dice choose the same", async () => {
  const simulator = await testSimulator();
  const wanted = { characters: 6, corporations: 2, mostMails: 2_000, seed: 3 };
  const sample = simulator.sample(wanted);
  expect(sample.characterIds).toHaveLength(6);
  expect(sample.mails).toBeLessThanOrEqual(2_000);
  expect(await (await control(simulator, "/sample", wanted)).json()).toEqual(
    sample,
  );
  const small = simulator.sample({ ...wanted, mostMails: 40 });
  expect(small.mails).toBeLessThanOrEqual(40);
});

test("a corporation tells its directors, who are made and unmade", async () => {
  const simulator = await testSimulator();
  const directors = async (): Promise<number[]> =>
    (
      (await (await control(simulator, "/corporations/98900001")).json()) as {
        directorIds: number[];
      }
    ).directorIds;
  const before = await directors();
  expect(before).toContain(pilot);
  simulator.changeCharacter(pilot, { roles: [] });
  expect(await directors()).toEqual(before.filter((id) => id !== pilot));
  expect((await control(simulator, "/corporations/1")).status).toBe(404);
});
