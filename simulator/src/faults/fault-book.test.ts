import { expect, test } from "vitest";
import { control, esi, testSimulator } from "../testing/test-simulator.ts";
import type { Simulator } from "../simulator.ts";

const statusOf = async (simulator: Simulator, path: string): Promise<number> =>
  (await esi(simulator, path)).status;

test("a path names a part, a segment with * and the end with $", async () => {
  const simulator = await testSimulator();
  simulator.faults.add([
    { name: "one", path: "/universe/*/587$", status: 500 },
    { name: "two", path: "/universe/groups", status: 502 },
  ]);
  expect(await statusOf(simulator, "/universe/types/5870")).toBe(404);
  expect(await statusOf(simulator, "/universe/groups/25")).toBe(502);
  expect(await statusOf(simulator, "/universe/types/587/")).toBe(500);
  expect(await statusOf(simulator, "/universe/types/587")).toBe(200);
});

test("service, method, query and process limit a fault", async () => {
  const simulator = await testSimulator();
  simulator.faults.add({
    service: "esi",
    method: "get",
    query: { page: "2" },
    process: "worker-1",
    status: 500,
  });
  const ask = async (path: string, agent: string): Promise<number> =>
    (await esi(simulator, path, { headers: { "user-agent": agent } })).status;
  expect(await ask("/status", "Board/1 process/worker-1")).toBe(200);
  expect(await ask("/status?page=2", "Board/1 process/worker-10")).toBe(200);
  expect(await ask("/status?page=2", "Board/1 (me) process/worker-1")).toBe(
    500,
  );
});

test("a fault begins and ends on the simulator's clock, and strikes without number meanwhile", async () => {
  const simulator = await testSimulator();
  simulator.faults.add({ status: 500, afterMs: 10_000, durationMs: 5_000 });
  const ask = (): Promise<number> => statusOf(simulator, "/meta/status");
  expect(await ask()).toBe(200);
  simulator.clock.advance(10_000);
  expect([await ask(), await ask(), await ask()]).toEqual([500, 500, 500]);
  expect(simulator.faults.list()).toMatchObject([{ struck: 3 }]);
  simulator.clock.advance(5_000);
  expect(await ask()).toBe(200);
  expect(simulator.faults.list()).toEqual([]);
});

test("chance strikes as the seed says, the same each time", async () => {
  const struck = async (seed: number): Promise<number[]> => {
    const simulator = await testSimulator();
    simulator.faults.add({ status: 503, probability: 0.4, seed });
    const statuses: number[] = [];
    for (let asked = 0; asked < 20; asked++)
      statuses.push(await statusOf(simulator, "/meta/compatibility-dates"));
    return statuses;
  };
  const first = await struck(1);
  expect(new Set(first)).toEqual(new Set([200, 503]));
  expect(await struck(1)).toEqual(first);
  expect(await struck(2)).not.toEqual(first);
});

test("faults are cleared by name or all, and what struck is remembered", async () => {
  const simulator = await testSimulator();
  simulator.faults.add(
    ["a", "b", "c"].map((name) => ({ name, status: 500, count: 9 })),
  );
  expect(await statusOf(simulator, "/status")).toBe(500);
  await fetch(`${simulator.url}/simulator/faults?name=a`, { method: "DELETE" });
  expect(simulator.faults.list().map(({ name }) => name)).toEqual(["b", "c"]);
  simulator.faults.clear();
  expect(await (await control(simulator, "/faults")).json()).toEqual({
    faults: [],
    struck: { a: 1 },
  });
});

test("a script that says nothing, or something unknown, is refused with a reason", async () => {
  const simulator = await testSimulator();
  for (const script of [{ path: "/x" }, { status: 500, color: "red" }]) {
    const answer = await control(simulator, "/faults", script);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/says nothing|olor/);
  }
});
