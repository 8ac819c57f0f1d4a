import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../tests/support/database.ts";
import { service } from "../../../../tests/support/services.ts";
import {
  proxyUrl,
  type TcpProxy,
} from "../../../../tests/support/tcp-proxy.ts";
import { until } from "../../../../tests/support/until.ts";
import { silentLogger, UnavailableError } from "../../kernel/index.ts";
import { createPostgresPubSub } from "./create-postgres-pubsub.ts";
import { createRedisPubSub } from "./create-redis-pubsub.ts";
import type { PubSub } from "./pubsub.ts";

interface Bench {
  readonly proxy: TcpProxy;
  open(): PubSub;
  close(): Promise<void>;
}

const kinds = [
  { name: "PostgreSQL", isThere: () => true, open: openPostgres },
  { name: "Redis", isThere: () => service("redis") !== null, open: openRedis },
];

/** What every pub/sub driver has to do, whatever is behind it. */
describe.each(kinds)("pub/sub over $name", (kind) => {
  let bench: Bench;
  let pubsub: PubSub;
  let opened: PubSub[];

  beforeEach(async ({ skip }) => {
    if (!kind.isThere()) skip("Redis is not here");
    bench = await kind.open();
    opened = [];
    pubsub = openPubSub();
  });

  afterEach(async () => {
    if (!kind.isThere()) return;
    await Promise.all(opened.map((one) => one.close()));
    await bench.close();
  });

  function openPubSub(): PubSub {
    const one = bench.open();
    opened.push(one);
    return one;
  }

  test("tells every subscriber in every process, of its channel only", async () => {
    const here: string[] = [];
    const there: string[] = [];
    await pubsub.subscribe("visibility-log", (text) => here.push(text));
    await pubsub.subscribe("visibility-log", (text) => here.push(text));
    const other = openPubSub();
    await other.subscribe("visibility-log", (text) => there.push(text));
    await other.subscribe("linked-character", (text) => there.push(text));
    await pubsub.publish("visibility-log", '{"sequence":"7"}');
    await until("all were told", () => here.length === 2 && there.length === 1);
    expect([...here, ...there]).toEqual(Array(3).fill('{"sequence":"7"}'));
  });

  test("delivers payloads as they are and in order", async () => {
    const received: string[] = [];
    await pubsub.subscribe("channel", (text) => received.push(text));
    const payloads = [
      "",
      "1",
      "null",
      "ä €",
      '{"a":"quote\'s"}',
      "x".repeat(7_000),
    ];
    for (const payload of payloads) await pubsub.publish("channel", payload);
    await until("all arrived", () => received.length === payloads.length);
    expect(received).toEqual(payloads);
  });

  test("stops when told to, and only that subscriber", async () => {
    const stopped: string[] = [];
    const going: string[] = [];
    const stop = await pubsub.subscribe("channel", (text) =>
      stopped.push(text),
    );
    await pubsub.subscribe("channel", (text) => going.push(text));
    await stop();
    await pubsub.publish("channel", "news");
    await until("the other was told", () => going.length === 1);
    expect(stopped).toEqual([]);
  });

  test("can be subscribed to again after the last one left", async () => {
    const stop = await pubsub.subscribe("channel", () => undefined);
    await stop();
    const received: string[] = [];
    await pubsub.subscribe("channel", (text) => received.push(text));
    await pubsub.publish("channel", "news");
    await until("it was told", () => received.length === 1);
  });

  test("listens again after its connection was cut, and says that something may have been missed", async () => {
    const received: string[] = [];
    let reconnects = 0;
    await pubsub.subscribe(
      "channel",
      (text) => received.push(text),
      () => reconnects++,
    );
    expect(reconnects).toBe(0);
    bench.proxy.cut();
    await until("it says so", () => reconnects === 1);
    await until("it can publish again", () =>
      pubsub.publish("channel", "after").then(
        () => true,
        () => false,
      ),
    );
    await until("it was told", () => received.includes("after"));
  });

  test("does not wait for a server that is away; once it is there messages come, and what was missed is said", async () => {
    bench.proxy.block();
    const received: string[] = [];
    let reconnects = 0;
    const stop = await pubsub.subscribe(
      "channel",
      (text) => received.push(text),
      () => reconnects++,
    );
    expect(reconnects).toBe(0);
    bench.proxy.restore();
    await until("it says so", () => reconnects > 0);
    await until("it can publish", () =>
      pubsub.publish("channel", "news").then(
        () => true,
        () => false,
      ),
    );
    await until("it was told", () => received.includes("news"));
    await stop();
  });

  test("can be closed while the server is away", async () => {
    bench.proxy.block();
    const stop = await pubsub.subscribe("channel", () => undefined);
    await stop();
    await pubsub.subscribe("channel", () => undefined);
  });

  test("publishing while the server is away fails with UnavailableError", async () => {
    await pubsub.publish("channel", "before");
    bench.proxy.block();
    await until("the loss is noticed", () => bench.proxy.connections() === 0);
    await expect(pubsub.publish("channel", "lost")).rejects.toThrow(
      UnavailableError,
    );
    bench.proxy.restore();
    await until("it can publish again", () =>
      pubsub.publish("channel", "after").then(
        () => true,
        () => false,
      ),
    );
  });
});

async function openPostgres(): Promise<Bench> {
  const testDatabase = await createTestDatabase();
  const { url, proxy } = await proxyUrl(testDatabase.url);
  return {
    proxy,
    open: () =>
      createPostgresPubSub({ url, log: silentLogger, patienceMs: 300 }),
    async close() {
      await proxy.close();
      await testDatabase.drop();
    },
  };
}

async function openRedis(): Promise<Bench> {
  const { url, proxy } = await proxyUrl(service("redis") ?? "");
  const prefix = `killreport-test-${randomBytes(6).toString("hex")}:`;
  return {
    proxy,
    open: () =>
      createRedisPubSub({
        url,
        log: silentLogger,
        prefix,
        longestRetryMs: 100,
        patienceMs: 300,
      }),
    close: () => proxy.close(),
  };
}
