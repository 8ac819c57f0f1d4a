import { spawn } from "node:child_process";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { esi, testSimulator } from "../testing/test-simulator.ts";

const only = { path: "/status" };

test("latency comes before the answer is computed, holding after", async () => {
  const simulator = await testSimulator();
  simulator.faults.add([
    { ...only, latencyMs: 30 },
    { ...only, holdMs: 30 },
  ]);
  const computedAtMs: number[] = [];
  for (const asked of [1, 2]) {
    const answer = esi(simulator, "/status");
    await vi.waitFor(
      () => {
        expect(simulator.requests()).toHaveLength(asked);
      },
      { interval: 2 },
    );
    computedAtMs.push(Date.now());
    expect((await answer).status).toBe(200);
  }
  const [late, held] = simulator.requests();
  expect((computedAtMs[0] ?? 0) - (late?.askedAtMs ?? 0)).toBeGreaterThan(28);
  await vi.waitFor(() => {
    const heldMs = (held?.answeredAtMs ?? 0) - (held?.askedAtMs ?? Infinity);
    expect(heldMs).toBeGreaterThan(28);
  });
});

test("a connection dropped before the answer costs nothing, after it its price, and neither is delivered", async () => {
  const simulator = await testSimulator();
  for (const drop of ["before", "after", "midway"] as const) {
    simulator.faults.add({ name: drop, ...only, drop });
    await expect(
      esi(simulator, "/status").then((answer) => answer.text()),
    ).rejects.toThrow();
  }
  const told = simulator
    .requests()
    .map(({ fault, status, tokenCost, isDelivered }) => ({
      fault,
      status,
      tokenCost,
      isDelivered,
    }));
  expect(told).toEqual([
    { fault: "before", status: 0, tokenCost: undefined, isDelivered: false },
    { fault: "after", status: 200, tokenCost: 2, isDelivered: false },
    { fault: "midway", status: 200, tokenCost: 2, isDelivered: false },
  ]);
  expect((await esi(simulator, "/status")).status).toBe(200);
  expect(simulator.requests({ isLost: true })).toHaveLength(3);
});

test("SSO and images can be dropped and cut as well", async () => {
  const simulator = await testSimulator();
  const jwks = `${simulator.services.sso}/oauth/jwks`;
  const icon = `${simulator.services.images}/types/587/icon`;
  simulator.faults.add([
    { service: "sso", drop: "midway" },
    { service: "sso", truncate: true },
    { service: "images", drop: "before" },
  ]);
  await expect(fetch(jwks).then((answer) => answer.text())).rejects.toThrow();
  const cut = await fetch(jwks);
  expect(cut.status).toBe(200);
  await expect(cut.json()).rejects.toThrow();
  await expect(fetch(icon)).rejects.toThrow();
});

test("an answer held back from a process that is killed meanwhile is paid for and never delivered", async () => {
  const simulator = await testSimulator();
  simulator.faults.add({ ...only, holdMs: 300 });
  const client = spawn(process.execPath, [
    "-e",
    `fetch(process.argv[1], { headers: { "user-agent": "Board/1 process/victim" } })`,
    `${simulator.services.esi}/status`,
  ]);
  await vi.waitFor(
    () => {
      expect(simulator.requests()).toHaveLength(1);
    },
    { timeout: 5_000, interval: 5 },
  );
  client.kill("SIGKILL");
  const record = simulator.requests()[0];
  await vi.waitFor(() => {
    expect(record?.connectionClosedAtMs).toBeGreaterThan(0);
  });
  expect(record).toMatchObject({
    process: "victim",
    status: 200,
    tokenCost: 2,
    isDelivered: false,
  });
});

test("an answer nobody read before the connection was reset is not delivered", async () => {
  const simulator = await testSimulator();
  const socket = connect(simulator.port, "localhost");
  socket.write("GET /esi/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const record = await vi.waitFor(() => {
    const found = simulator.requests()[0];
    expect(found?.isDelivered).toBe(true);
    return found;
  });
  socket.resetAndDestroy();
  await vi.waitFor(() => {
    expect(record?.isDelivered).toBe(false);
  });
  expect(record?.connectionClosedAtMs).toBeGreaterThan(0);
});
