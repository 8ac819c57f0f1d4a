import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { createTestDatabase } from "../support/database.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { runTorture } from "../torture/run-torture.ts";

if (!existsSync(realData))
  say(`Skipped: real killmails are not at ${realData}`);

/** The short form; `npm run test:torture` is the long one, over RabbitMQ and Redis. */
it.skipIf(!existsSync(realData))(
  "processes killed, connections cut, EVE failing: nothing lost, nothing twice, never over budget",
  async () => {
    const database = await createTestDatabase();
    try {
      const metrics = await runTorture({
        seed: 7,
        minutes: 0.4,
        factor: 20,
        characters: 15,
        mostMails: 150,
        workers: 2,
        everyMs: 1_500,
        dataFolder: realData,
        databaseUrl: database.url,
        rabbitmqUrl: null,
        redisUrl: null,
        log: () => undefined,
      });
      for (const { metric, value, limit } of metrics)
        expect(value, metric).toBeLessThanOrEqual(limit ?? Infinity);
      const value = (name: string) =>
        metrics.find(({ metric }) => metric === `torture.${name}`)?.value;
      expect(value("mails")).toBeGreaterThan(0);
      expect(value("kills")).toBeGreaterThan(0);
    } finally {
      await database.drop();
    }
  },
  240_000,
);
