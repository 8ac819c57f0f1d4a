import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { service } from "../../../../tests/support/services.ts";
import {
  proxyUrl,
  type TcpProxy,
} from "../../../../tests/support/tcp-proxy.ts";
import { until } from "../../../../tests/support/until.ts";
import {
  createMovableClock,
  type MovableClock,
  silentLogger,
} from "../../kernel/index.ts";
import { type Cache, largestValueBytes } from "./cache.ts";
import { createMemoryCache } from "./create-memory-cache.ts";
import { createRedisCache } from "./create-redis-cache.ts";

const openRedis = (url: string, clock: MovableClock) =>
  createRedisCache({
    url,
    clock,
    log: silentLogger,
    prefix: `killreport-test-${randomUUID()}:`,
    longestRetryMs: 100,
    patienceMs: 300,
  });

const places = [
  {
    name: "memory",
    isThere: () => true,
    open: (clock: MovableClock) => createMemoryCache({ clock }),
  },
  {
    name: "Redis",
    isThere: () => service("redis") !== null,
    open: (clock: MovableClock) => openRedis(service("redis") ?? "", clock),
  },
];

let clock: MovableClock;
let cache: Cache | undefined;
beforeEach(() => {
  clock = createMovableClock();
});
afterEach(async () => {
  await cache?.close();
  cache = undefined;
});

const inSeconds = (seconds: number) =>
  new Date(clock.now().getTime() + seconds * 1000);

/** What every cache has to do, wherever it keeps things. */
describe.each(places)("a cache in $name", ({ open, isThere }) => {
  let own: Cache;
  beforeEach(({ skip }) => {
    if (!isThere()) skip("Redis is not here");
    own = cache = open(clock);
  });

  test("gives back what was put in, as it was, and nothing else", async () => {
    const values = ["", " ", "1 2", '{"a":"ä €"}', "x".repeat(100_000)];
    for (const [key, value] of values.entries())
      await own.set(`key ${key}`, value, inSeconds(60));
    for (const [key, value] of values.entries())
      expect(await own.get(`key ${key}`)).toBe(value);
    expect(await own.get("key")).toBeNull();
  });

  test("keeps the last value of a key", async () => {
    await own.set("key", "old", inSeconds(60));
    await own.set("key", "new", inSeconds(60));
    expect(await own.get("key")).toBe("new");
  });

  test("forgets at the moment given, by the site's clock", async () => {
    await own.set("key", "value", inSeconds(600));
    clock.advance(599_000);
    expect(await own.get("key")).toBe("value");
    clock.advance(1_001);
    expect(await own.get("key")).toBeNull();
  });

  test("drops what is too old already or too large, the value before it too", async () => {
    for (const [value, seconds] of [
      ["late", 0],
      ["x".repeat(largestValueBytes + 1), 60],
    ] as const) {
      await own.set("key", "before", inSeconds(60));
      await own.set("key", value, inSeconds(seconds));
      expect(await own.get("key")).toBeNull();
    }
  });
});

test("memory is bounded by bytes, and what was not used for longest goes first", async () => {
  const small = createMemoryCache({ clock, mostBytes: 1_000 });
  const put = (key: string, bytes: number) =>
    small.set(key, "x".repeat(bytes - key.length), inSeconds(60));
  await put("a", 400);
  await put("b", 400);
  await small.get("a");
  await put("c", 400);
  const kept = async (keys: string[]) => {
    const values = await Promise.all(keys.map((key) => small.get(key)));
    return keys.filter((_, index) => values[index] !== null);
  };
  expect(await kept(["a", "b", "c"])).toEqual(["a", "c"]);
  await put("larger than all", 1_001);
  expect(await kept(["larger than all", "a", "c"])).toEqual(["a", "c"]);
  // Replacing frees the old value's bytes.
  for (let time = 0; time < 10; time++) await put("a", 400);
  expect(await kept(["a", "c"])).toEqual(["a", "c"]);
});

describe.skipIf(service("redis") === null)("with Redis", () => {
  let proxy: TcpProxy;
  let url: string;
  beforeEach(async () => {
    ({ url, proxy } = await proxyUrl(service("redis") ?? ""));
  });
  afterEach(() => proxy.close());

  test("two processes share what they keep", async () => {
    const prefix = `killreport-test-${randomUUID()}:`;
    const shared = { url, clock, log: silentLogger, prefix };
    const [here, there] = [createRedisCache(shared), createRedisCache(shared)];
    await here.set("key", "value", inSeconds(60));
    expect(await there.get("key")).toBe("value");
    await here.close();
    await there.close();
  });

  test("nothing is found while it is away, nothing fails, and it is used again when it is back", async () => {
    cache = openRedis(url, clock);
    const own = cache;
    await own.set("key", "value", inSeconds(60));
    proxy.block();
    await until("the loss is noticed", () => proxy.connections() === 0);
    expect(await own.get("key")).toBeNull();
    await own.set("key", "lost", inSeconds(60));
    proxy.restore();
    expect(await until("it is back", () => own.get("key"))).toBe("value");
  });
});
