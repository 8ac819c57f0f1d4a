import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isProgramHere } from "../support/is-program-here.ts";
import { startPrivatePostgres } from "../support/private-postgres.ts";
import {
  canRunRabbitMq,
  startPrivateRabbitMq,
} from "../support/private-rabbitmq.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import type { PrivateServer } from "../support/private-server.ts";
import { createSiteClient } from "../support/site-client.ts";
import { query } from "../support/test-server.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { busiestPilots } from "./busiest-pilots.ts";
import { readSyncs } from "./site-queries.ts";

/** Servers that start take their time beside other tests. */
const patienceMs = 180_000;

let postgres: PrivateServer;
let rabbitmq: PrivateServer | null = null;
let redis: PrivateServer | null = null;
let site: Awaited<ReturnType<typeof startTestSite>>;
let pilots: number[];
const closing: (() => Promise<unknown>)[] = [];

async function open<Server extends PrivateServer>(
  start: () => Promise<Server>,
): Promise<Server> {
  const server = await start();
  closing.push(() => server.stop());
  return server;
}

beforeAll(async () => {
  postgres = await open(startPrivatePostgres);
  if (canRunRabbitMq()) rabbitmq = await open(startPrivateRabbitMq);
  if (isProgramHere("redis-server")) redis = await open(startPrivateRedis);
  site = await startTestSite({
    env: {
      LOG_LEVEL: "error",
      DATABASE_URL: postgres.url,
      ...(rabbitmq && { RABBITMQ_URL: rabbitmq.url }),
      ...(redis && { REDIS_URL: redis.url }),
    },
  });
  closing.push(() => site.close());
  // Slow enough for something to happen in the middle.
  site.simulator.faults.add({
    path: "/killmails/*/*$",
    latencyMs: 200,
    probability: 1,
  });
  pilots = await busiestPilots(site.simulator, 5);
}, patienceMs);
afterAll(async () => {
  for (const close of closing.reverse()) await close();
}, patienceMs);

interface Restart {
  readonly name: string;
  /** Null where the program is not installed. */
  readonly server: () => PrivateServer | null;
  readonly happen: (server: PrivateServer) => Promise<unknown>;
}

const restarts: readonly Restart[] = [
  {
    name: "Redis, which forgets everything",
    server: () => redis,
    happen: (server) => server.restart(),
  },
  {
    name: "RabbitMQ",
    server: () => rabbitmq,
    happen: (server) => server.restart(),
  },
  {
    name: "RabbitMQ, with nothing left of its queues",
    server: () => rabbitmq,
    happen: (server) => server.restart({ forgets: true }),
  },
  {
    name: "the PostgreSQL connections",
    server: () => postgres,
    happen: (server) =>
      query(
        server.url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      ),
  },
  {
    name: "PostgreSQL, by a crash",
    server: () => postgres,
    happen: (server) => server.restart(),
  },
];

describe("restarted in the middle of a sync", () => {
  it.for(restarts.map((restart, index) => ({ ...restart, index })))(
    "$name: no 429, and nothing is lost",
    { timeout: patienceMs + 60_000 },
    async ({ server, happen, index }, { skip }) => {
      const running = server();
      if (running === null) {
        skip("not installed here");
        return;
      }
      const pilot = pilots[index] ?? 0;
      site.simulator.addKillmails(100, { victim: { character_id: pilot } });
      const listed = site.simulator.listFor(pilot);
      const client = createSiteClient(site.url);
      await client.login(pilot);
      const progress = async () => {
        const syncs = await readSyncs(client).catch(() => null);
        return syncs?.get(String(pilot)) ?? null;
      };
      const before = await until("some mails are there", async () => {
        const sync = await progress();
        return sync !== null && sync.stored > 5 && sync;
      });
      expect(before.stored).toBeLessThan(listed.length);
      await happen(running);
      await until(
        "the rest is there",
        async () => {
          const sync = await progress();
          return sync?.state === "IDLE" && sync.stored === listed.length;
        },
        patienceMs,
      );
      const rows = await query<{ id: number; hash: string; times: number }>(
        postgres.url,
        `SELECT k.killmail_id AS id, encode(k.hash, 'hex') AS hash, count(*)::int AS times
           FROM killmails k JOIN observations o USING (killmail_id, hash) JOIN grants g ON g.id = o.grant_id
          WHERE g.character_id = $1 GROUP BY 1, 2 ORDER BY 1 DESC`,
        [pilot],
      );
      expect(rows).toEqual(
        listed
          .map((mail) => ({
            id: mail.killmail_id,
            hash: mail.killmail_hash,
            times: 1,
          }))
          .sort((a, b) => b.id - a.id),
      );
      const { overBudget } = site.simulator.thrift();
      expect(overBudget).toBe(0);
    },
  );
});
