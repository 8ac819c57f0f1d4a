import { describe, expect, test } from "vitest";
import { esi, login, pilot, testSimulator } from "../testing/test-simulator.ts";

const list = `/characters/${pilot}/killmails/recent`;

describe("scripted statuses", () => {
  test("429 comes without the limit's headers, or with them and Retry-After, and costs nothing", async () => {
    const simulator = await testSimulator();
    const { access_token: token } = await login(simulator, pilot);
    simulator.faults.add([
      { path: list, status: 429 },
      { path: list, status: 429, hasLimitHeaders: true },
      { path: list, status: 429, headers: { "retry-after": "7" } },
    ]);
    const bare = await esi(simulator, list, { token });
    expect(bare.status).toBe(429);
    expect(bare.headers.get("x-ratelimit-group")).toBeNull();
    expect(bare.headers.get("retry-after")).toBeNull();
    const full = await esi(simulator, list, { token });
    expect(full.headers.get("x-ratelimit-group")).toBe("char-killmail");
    expect(full.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(full.headers.get("retry-after")).toBe("60");
    const own = await esi(simulator, list, { token });
    expect(own.headers.get("retry-after")).toBe("7");
    const good = await esi(simulator, list, { token });
    expect(good.headers.get("x-ratelimit-remaining")).toBe("28");
  });

  test("420 has the words and headers of the error limit and takes nothing from any budget", async () => {
    const simulator = await testSimulator();
    simulator.faults.add({ status: 420 });
    const refused = await esi(simulator, "/universe/types/587");
    expect(refused.status).toBe(420);
    expect(refused.headers.get("x-esi-error-limit-remain")).toBe("0");
    expect(refused.headers.get("x-esi-error-limit-reset")).toBe("30");
    expect(await refused.text()).toContain("exceeded the error limit");
    const good = await esi(simulator, "/universe/types/587");
    expect(good.headers.get("x-esi-error-limit-remain")).toBe("100");
  });

  test("5xx eat the error limit where there is no bucket, and cost no token where there is one", async () => {
    const simulator = await testSimulator();
    simulator.faults.add({ status: 504, count: 4 });
    for (const remain of ["99", "98", "97"]) {
      const answer = await esi(simulator, "/universe/types/587");
      expect(answer.headers.get("x-esi-error-limit-remain")).toBe(remain);
      expect(await answer.json()).toEqual({
        error: "Timeout contacting tranquility",
        timeout: 10,
      });
    }
    const grouped = await esi(simulator, "/status");
    expect(grouped.status).toBe(504);
    expect(grouped.headers.get("x-ratelimit-used")).toBe("0");
    expect(grouped.headers.get("x-esi-error-limit-remain")).toBeNull();
  });

  test("a burst of them ends in 420 on every route until the minute is over", async () => {
    const simulator = await testSimulator();
    simulator.spendErrors(97);
    simulator.faults.add({ path: "/universe", status: 502, count: 3 });
    for (let asked = 0; asked < 3; asked++)
      expect((await esi(simulator, "/universe/types/587")).status).toBe(502);
    for (const path of ["/status", "/universe/types/587"])
      expect((await esi(simulator, path)).status).toBe(420);
    simulator.clock.advance(30_000);
    expect((await esi(simulator, "/status")).status).toBe(200);
  });

  test.each([
    ["html", "text/html", "<html>"],
    ["text", "text/plain", "Error ref"],
    ["empty", null, ""],
  ] as const)("bodies can be %s", async (body, type, words) => {
    const simulator = await testSimulator();
    simulator.faults.add({ status: 502, body });
    const answer = await esi(simulator, "/status");
    expect(answer.status).toBe(502);
    if (type) expect(answer.headers.get("content-type")).toContain(type);
    expect(await answer.text()).toContain(words);
  });

  test("422 on demand refuses a good hash once, at five tokens", async () => {
    const simulator = await testSimulator();
    const [known] = simulator.listFor(pilot);
    const path = `/killmails/${known?.killmail_id ?? 0}/${known?.killmail_hash ?? ""}`;
    simulator.faults.add({ path: "/killmails/*/*", status: 422 });
    const refused = await esi(simulator, path);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toEqual({
      error: "Invalid killmail_id and/or killmail_hash",
    });
    expect(refused.headers.get("x-ratelimit-used")).toBe("5");
    expect((await esi(simulator, path)).status).toBe(200);
  });
});

test("tokens others spent are missing", async () => {
  const simulator = await testSimulator();
  const { access_token: token } = await login(simulator, pilot);
  const subject = `${simulator.demoClient.id}:${pilot}`;
  simulator.spendTokens("char-killmail", subject, 28);
  const last = await esi(simulator, list, { token });
  expect(last.headers.get("x-ratelimit-remaining")).toBe("0");
  expect((await esi(simulator, list, { token })).status).toBe(429);
  const posted = await fetch(`${simulator.url}/simulator/limits`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      tokens: { group: "status", subject: "127.0.0.1", spend: 600 },
      errors: { spend: 40 },
    }),
  });
  expect(posted.status).toBe(204);
  expect((await esi(simulator, "/status")).status).toBe(429);
  const ungrouped = await esi(simulator, "/universe/types/587");
  expect(ungrouped.headers.get("x-esi-error-limit-remain")).toBe("60");
});
