import { expect, test } from "vitest";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

const list = `/characters/${pilot}/killmails/recent`;

test("a character's killmail list gives 15 full answers, then 429 until tokens come back", async () => {
  const simulator = await testSimulator();
  const token = (await login(simulator, pilot)).access_token;
  for (let asked = 1; asked <= 15; asked++) {
    const answer = await esi(simulator, list, { token });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-ratelimit-remaining")).toBe(
      String(30 - asked * 2),
    );
    expect(answer.headers.get("x-ratelimit-limit")).toBe("30/15m");
    expect(answer.headers.get("x-ratelimit-group")).toBe("char-killmail");
    expect(answer.headers.get("x-ratelimit-used")).toBe("2");
    expect(answer.headers.has("x-esi-error-limit-remain")).toBe(false);
    simulator.clock.advance(1_000);
  }
  const refused = await esi(simulator, list, { token });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("x-ratelimit-used")).toBe("0");
  expect(refused.headers.get("retry-after")).toBe("885");
  simulator.clock.advance(884_000);
  expect((await esi(simulator, list, { token })).status).toBe(429);
  simulator.clock.advance(1_000);
  const fresh = (await login(simulator, pilot)).access_token;
  expect((await esi(simulator, list, { token: fresh })).status).toBe(200);
});

test("304 costs one token, another character has a bucket of its own", async () => {
  const simulator = await testSimulator();
  const token = (await login(simulator, pilot)).access_token;
  const first = await esi(simulator, list, { token });
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  for (let asked = 1; asked <= 28; asked++)
    expect((await esi(simulator, list, { token, headers })).status).toBe(304);
  expect((await esi(simulator, list, { token, headers })).status).toBe(429);
  const other = (await login(simulator, pilot + 1)).access_token;
  const theirs = await esi(
    simulator,
    `/characters/${pilot + 1}/killmails/recent`,
    {
      token: other,
    },
  );
  expect(theirs.headers.get("x-ratelimit-remaining")).toBe("28");
  const spent = simulator
    .requests()
    .filter((request) => request.group === "char-killmail");
  expect(spent.map((request) => request.tokenCost)).toEqual([
    2,
    ...Array<number>(28).fill(1),
    0,
    2,
  ]);
  expect(spent[0]?.subject).toBe(`simulator-demo:${pilot}`);
});

test("an error costs five tokens: six of them empty the bucket", async () => {
  const simulator = await testSimulator();
  const token = (await login(simulator, pilot)).access_token;
  for (let asked = 1; asked <= 6; asked++) {
    const answer = await esi(simulator, `${list}?page=9`, { token });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("x-ratelimit-used")).toBe("5");
  }
  expect((await esi(simulator, `${list}?page=9`, { token })).status).toBe(429);
});

test("100 errors in a minute on routes without a bucket end in 420 on every route", async () => {
  const simulator = await testSimulator();
  const token = (await login(simulator, pilot)).access_token;
  const burst = Array.from({ length: 99 }, () =>
    esi(simulator, "/universe/types/999999999"),
  );
  await Promise.all(burst);
  const last = await esi(simulator, "/universe/types/999999999");
  expect(last.status).toBe(404);
  expect(last.headers.get("x-esi-error-limit-remain")).toBe("0");
  expect(last.headers.get("x-esi-error-limit-reset")).toBe("30");
  expect(last.headers.has("x-ratelimit-group")).toBe(false);
  for (const path of ["/universe/types/587", "/status", list]) {
    const blocked = await esi(simulator, path, { token });
    expect(blocked.status).toBe(420);
    expect(((await blocked.json()) as { error: string }).error).toContain(
      "exceeded the error limit",
    );
  }
  simulator.clock.advance(30_000);
  expect((await esi(simulator, "/universe/types/587")).status).toBe(200);
});

test("scripted server errors eat the error limit and cost no tokens", async () => {
  const simulator = await testSimulator();
  await control(simulator, "/faults", {
    service: "esi",
    path: "/universe",
    status: 504,
    count: 3,
  });
  for (let asked = 0; asked < 3; asked++)
    await esi(simulator, "/universe/types/587");
  const after = await esi(simulator, "/universe/types/587");
  expect(after.status).toBe(200);
  expect(after.headers.get("x-esi-error-limit-remain")).toBe("97");
  await control(simulator, "/faults", {
    path: "/killmails/",
    status: 502,
    body: "html",
  });
  const broken = await esi(simulator, "/killmails/1/a");
  expect(broken.status).toBe(502);
  expect(broken.headers.get("content-type")).toContain("text/html");
  expect(broken.headers.get("x-ratelimit-used")).toBe("0");
});
