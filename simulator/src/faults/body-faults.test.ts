import { gunzipSync } from "node:zlib";
import { get } from "node:http";
import { expect, test } from "vitest";
import type { Simulator } from "../simulator.ts";
import type { KillmailReference } from "../world/killmail.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

const listOf = (id: number): string => `/characters/${id}/killmails/recent`;

/** The bytes as they came, not unpacked. */
const bytesOf = (
  simulator: Simulator,
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: Record<string, unknown>; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${simulator.services.esi}${path}`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }),
      );
    }).on("error", reject);
  });

test("truncated JSON arrives in a sound transfer, packed or not, under the whole answer's ETag", async () => {
  const simulator = await testSimulator();
  simulator.addKillmails(20, { victim: { character_id: pilot } });
  const { access_token: token } = await login(simulator, pilot);
  const whole = await (await esi(simulator, listOf(pilot), { token })).text();
  for (const encoding of ["gzip", "identity"]) {
    simulator.faults.add({ path: listOf(pilot), truncate: true });
    const { headers, bytes } = await bytesOf(simulator, listOf(pilot), {
      authorization: `Bearer ${token}`,
      "accept-encoding": encoding,
    });
    const isPacked = headers["content-encoding"] === "gzip";
    expect(isPacked).toBe(encoding === "gzip");
    const text = (isPacked ? gunzipSync(bytes) : bytes).toString();
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    expect(Number(headers["content-length"])).toBe(bytes.length);
  }
  const records = simulator.requests({ path: listOf(pilot) });
  expect(records.map(({ isDamaged }) => isDamaged)).toEqual([
    undefined,
    true,
    true,
  ]);
  expect(new Set(records.map(({ etag }) => etag)).size).toBe(1);
});

test("a fault that finds no text to cut waits for the next answer", async () => {
  const simulator = await testSimulator();
  const path = "/universe/types/587";
  const etag = (await esi(simulator, path)).headers.get("etag") ?? "";
  simulator.faults.add({ name: "cut", truncate: true });
  const unchanged = { headers: { "if-none-match": etag } };
  expect((await esi(simulator, path, unchanged)).status).toBe(304);
  expect(simulator.faults.struck()).toEqual({ cut: 0 });
  await expect((await esi(simulator, path)).json()).rejects.toThrow();
  expect(simulator.faults.struck()).toEqual({ cut: 1 });
  expect(simulator.requestTotals().byFault).toEqual({ cut: 1 });
});

test("a later schema has fields and values nobody knows, and another ETag", async () => {
  const simulator = await testSimulator();
  const path = `/characters/${pilot}`;
  const today = await esi(simulator, path);
  const body = (await today.json()) as Record<string, unknown>;
  simulator.faults.add({ schema: "later", count: 2 });
  const later = await esi(simulator, path, {
    headers: { "if-none-match": today.headers.get("etag") ?? "" },
  });
  expect(later.status).toBe(200);
  expect(await later.json()).toEqual({
    ...body,
    gender: "unspecified",
    introduced_later: { revision: 2, kinds: ["not", "known", "yet"] },
  });
  const [known] = simulator.listFor(pilot);
  const mail = await esi(
    simulator,
    `/killmails/${known?.killmail_id ?? 0}/${known?.killmail_hash ?? ""}`,
  );
  expect(await mail.json()).toMatchObject({
    introduced_later: {},
    victim: { introduced_later: {} },
  });
  expect(await (await esi(simulator, path)).json()).toEqual(body);
});

test("a list changes between its pages: newer Last-Modified, entries pushed over", async () => {
  const simulator = await testSimulator();
  simulator.addKillmails(2_000, { victim: { character_id: pilot } });
  const { access_token: token } = await login(simulator, pilot);
  const page = async (place: number): Promise<[string, number[]]> => {
    const answer = await esi(simulator, `${listOf(pilot)}?page=${place}`, {
      token,
    });
    const entries = (await answer.json()) as KillmailReference[];
    return [
      answer.headers.get("last-modified") ?? "",
      entries.map((entry) => entry.killmail_id),
    ];
  };
  simulator.faults.add({
    path: "/killmails/recent",
    query: { page: "2" },
    list: { adds: 3 },
  });
  const [firstTime, first] = await page(1);
  simulator.clock.advance(5_000);
  const [secondTime, second] = await page(2);
  expect(Date.parse(secondTime)).toBeGreaterThan(Date.parse(firstTime));
  expect(second.slice(0, 3)).toEqual(first.slice(-3));
  const [againTime, again] = await page(1);
  expect(againTime).toBe(secondTime);
  expect(again.slice(3)).toEqual(first.slice(0, -3));
});

test("a list of 10,000 entries has ten pages, and each entry its body", async () => {
  const simulator = await testSimulator();
  const made = (await (
    await control(simulator, "/killmails", {
      count: 10_000,
      victim: { character_id: pilot, corporation_id: 98_900_001 },
    })
  ).json()) as { killmails: { id: number; hash: string }[] };
  expect(new Set(made.killmails.map(({ id }) => id)).size).toBe(10_000);
  const { access_token: token } = await login(simulator, pilot);
  const last = await esi(simulator, `${listOf(pilot)}?page=10`, { token });
  expect(Number(last.headers.get("x-pages"))).toBeGreaterThanOrEqual(10);
  expect(await last.json()).toHaveLength(1_000);
  const [oldest] = made.killmails;
  const body = await esi(
    simulator,
    `/killmails/${oldest?.id ?? 0}/${oldest?.hash ?? ""}`,
  );
  expect(await body.json()).toMatchObject({
    killmail_time: "2026-11-21T09:13:51Z",
  });
});
