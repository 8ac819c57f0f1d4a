import { expect, test } from "vitest";
import type { Simulator } from "../simulator.ts";
import { esi, login, pilot, testSimulator } from "../testing/test-simulator.ts";

test("in a downtime only what is cached and /meta answer, and /status is the evidence", async () => {
  const simulator = await testSimulator();
  const { access_token: token } = await login(simulator, pilot);
  const list = `/characters/${pilot}/killmails/recent`;
  const [first, second] = simulator.listFor(pilot);
  const body = (mail: typeof first): string =>
    `/killmails/${mail?.killmail_id ?? 0}/${mail?.killmail_hash ?? ""}`;
  const status = async (path: string): Promise<number> =>
    (await esi(simulator, path, { token })).status;
  for (const path of [list, body(first), "/universe/types/587", "/status"])
    expect(await status(path)).toBe(200);

  simulator.faults.add({
    name: "downtime",
    downtime: { status: 502 },
    afterMs: 10_000,
    durationMs: 600_000,
  });
  expect(await status(body(second))).toBe(200);
  simulator.clock.advance(10_000);
  expect(await status("/status")).toBe(502);
  for (const path of [list, body(first), "/universe/types/587", "/meta/status"])
    expect(await status(path)).toBe(200);
  expect([503, 504]).toContain(await status(`/characters/${pilot + 1}`));
  const names = await esi(simulator, "/universe/names", { body: [587] });
  expect([503, 504]).toContain(names.status);

  simulator.clock.advance(300_000);
  expect([503, 504]).toContain(await status(list));
  const spent = simulator
    .requests({ path: list })
    .map(({ tokenCost }) => tokenCost);
  expect(spent).toEqual([2, 2, 0]);

  simulator.clock.advance(300_000);
  expect(await status(list)).toBe(200);
  expect(await cluster(simulator)).toMatchObject({ players: 312, vip: true });
  simulator.clock.advance(200_000);
  expect(await cluster(simulator)).toMatchObject({
    players: 23_456,
    vip: false,
  });
});

const cluster = async (simulator: Simulator): Promise<unknown> =>
  (await esi(simulator, "/status")).json();
