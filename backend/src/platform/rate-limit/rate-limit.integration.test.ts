import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { until } from "../../../../tests/support/until.ts";
import { service } from "../../../../tests/support/services.ts";
import { createMovableClock, silentLogger } from "../../kernel/index.ts";
import { createRateLimiter } from "./create-rate-limiter.ts";
import { createWindowCounter } from "./create-window-counter.ts";

const limit = { name: "test", requests: 3, windowMs: 60_000 };

const places = [
  { name: "memory", redisUrl: () => null, skip: false },
  {
    name: "Redis",
    redisUrl: () => service("redis"),
    skip: service("redis") === null,
  },
];

describe.each(places)("a limit counted in $name", ({ redisUrl, skip }) => {
  const counter = createWindowCounter({
    redisUrl: redisUrl(),
    log: silentLogger,
  });
  afterAll(() => counter.close());

  test.skipIf(skip)(
    "holds for one key and one window, and says how long",
    async () => {
      // The middle of a minute.
      const base = { now: () => new Date("2026-11-21T12:00:30Z") };
      const clock = createMovableClock(base);
      const limiter = createRateLimiter({ counter, clock });
      await until("it counts", async () => {
        const window = { start: 0, lengthMs: 60_000 };
        return (await counter.increment(randomUUID(), window)) > 0;
      });
      const key = randomUUID();
      const answers = [];
      for (let count = 0; count < 4; count++)
        answers.push(await limiter.take(limit, key));
      expect(answers).toEqual([null, null, null, 30_000]);
      expect(await limiter.take(limit, randomUUID())).toBeNull();
      expect(await limiter.take({ ...limit, name: "other" }, key)).toBeNull();
      clock.advance(30_000);
      expect(await limiter.take(limit, key)).toBeNull();
    },
  );

  test.skipIf(skip)(
    "is not forgotten over a limit of another length",
    async () => {
      const limiter = createRateLimiter({
        counter,
        clock: createMovableClock(),
      });
      const key = randomUUID();
      const long = { name: "long", requests: 1, windowMs: 24 * 3_600_000 };
      expect(await limiter.take(long, key)).toBeNull();
      expect(await limiter.take(limit, key)).toBeNull();
      expect(await limiter.take(long, key)).toBeGreaterThan(0);
    },
  );
});

test("while Redis is away nobody is refused", async () => {
  const counter = createWindowCounter({
    redisUrl: "redis://127.0.0.1:9",
    log: silentLogger,
  });
  const limiter = createRateLimiter({ counter, clock: createMovableClock() });
  for (let count = 0; count < 5; count++)
    expect(await limiter.take(limit, "anybody")).toBeNull();
  await counter.close();
});
