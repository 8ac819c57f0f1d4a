import { expect, test, vi } from "vitest";
import type { RequestTotals } from "../http/request-totals.ts";
import type { Thrift } from "../http/thrift.ts";
import type { Simulator } from "../simulator.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

const list = `/characters/${pilot}/killmails/recent`;

const read = async <Answer>(
  simulator: Simulator,
  path: string,
  body?: unknown,
): Promise<Answer> =>
  (await (await control(simulator, path, body)).json()) as Answer;

const allArrived = (simulator: Simulator): Promise<void> =>
  vi.waitFor(() => {
    for (const { isDelivered } of simulator.requests())
      expect(isDelivered).toBe(true);
  });

test("totals tell what each subject, route and path cost", async () => {
  const simulator = await testSimulator();
  for (const id of [pilot, pilot + 1]) {
    const { access_token: token } = await login(simulator, id);
    await esi(simulator, `/characters/${id}/killmails/recent?page=1`, {
      token,
    });
  }
  const { access_token: token } = await login(simulator, pilot);
  await esi(simulator, `${list}?page=9`, { token });
  const totals = await read<RequestTotals>(simulator, "/requests/totals");
  const client = simulator.demoClient.id;
  expect(totals.bySubject).toEqual({
    [`char-killmail ${client}:${pilot}`]: {
      requests: 2,
      tokens: 7,
      byStatus: { 200: 1, 404: 1 },
    },
    [`char-killmail ${client}:${pilot + 1}`]: {
      requests: 1,
      tokens: 2,
      byStatus: { 200: 1 },
    },
  });
  expect(
    totals.byRoute["GET /esi/characters/:character_id/killmails/recent"],
  ).toMatchObject({ requests: 3, tokens: 9 });
  expect(totals.byPath[`GET /esi${list}?page=9`]).toMatchObject({ tokens: 5 });
  expect(totals.forgottenRecords).toBe(0);
});

test("what was needless is told from what was not", async () => {
  const simulator = await testSimulator();
  const { access_token: token } = await login(simulator, pilot);
  const ask = (headers: Record<string, string> = {}): Promise<Response> =>
    esi(simulator, list, { token, headers });
  const etag = (await ask()).headers.get("etag") ?? "";
  await ask({ "if-none-match": etag });
  simulator.clock.advance(300_000);
  await ask();
  simulator.clock.advance(300_000);
  await ask({ "if-none-match": etag });
  await esi(simulator, `${list}?page=2`, { token });
  await allArrived(simulator);
  const thrift = await read<Thrift>(simulator, "/requests/thrift");
  expect(thrift).toMatchObject({
    tokens: 2 + 1 + 2 + 1 + 5,
    needless: 1 + 1 + 5,
    excused: 0,
    least: 2 + 1 + 1,
    overBudget: 0,
  });
  expect(thrift.needlessRequests.map(({ why }) => why)).toEqual([
    "asked again before it expired",
    "unchanged, but asked for without its ETag",
    "answered 404",
  ]);
});

test("answers that reached a process that died then, or broke on the way, are excused", async () => {
  const simulator = await testSimulator();
  const [known] = simulator.listFor(pilot);
  const path = `/killmails/${known?.killmail_id ?? 0}/${known?.killmail_hash ?? ""}`;
  const ask = async (process: string): Promise<void> => {
    await (
      await esi(simulator, path, {
        headers: { "user-agent": `Board/1.0 (mail) process/${process}` },
      })
    ).text();
  };
  await ask("w1");
  await allArrived(simulator);
  expect(await read(simulator, "/requests/deaths", { process: "w1" })).toEqual({
    requests: 1,
  });
  simulator.faults.add({ truncate: true });
  await ask("w2");
  await ask("w2");
  await ask("w3");
  await allArrived(simulator);
  expect(simulator.processDied("w3", Date.now() + 3_600_000)).toBe(1);
  expect(simulator.thrift()).toMatchObject({
    tokens: 8,
    excused: 4,
    needless: 2,
    least: 2,
  });
  const lost = await read<{ requests: { process: string }[] }>(
    simulator,
    "/requests?isLost=true&path=/killmails",
  );
  expect(lost.requests.map(({ process }) => process)).toEqual(["w1", "w3"]);
  expect(simulator.requests({ process: "w2", limit: 1 })).toHaveLength(1);
  simulator.forgetRequests();
  expect(simulator.thrift().tokens).toBe(0);
});

test("a 429 nobody scripted is over budget, a scripted one is not", async () => {
  const simulator = await testSimulator();
  const { access_token: token } = await login(simulator, pilot);
  simulator.faults.add({ status: 429 });
  await esi(simulator, list, { token });
  expect(simulator.thrift().overBudget).toBe(0);
  simulator.spendTokens(
    "char-killmail",
    `${simulator.demoClient.id}:${pilot}`,
    30,
  );
  await esi(simulator, list, { token });
  expect(simulator.thrift().overBudget).toBe(1);
});
