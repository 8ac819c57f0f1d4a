import {
  createDatabase,
  migrateDatabase,
} from "../../backend/src/platform/database/index.ts";
import { startSimulator } from "../../simulator/src/index.ts";
import { createScaledClock } from "../support/scaled-clock.ts";
import { siteEnvironment } from "../support/test-site.ts";
import { watchEffects } from "./judging/effects.ts";
import { createTortureProcesses } from "./processes/torture-processes.ts";
import { openTortureServices } from "./torture-services.ts";

export type TortureSite = Awaited<ReturnType<typeof openTortureSite>>;

/** A site of processes and servers of its own, with the simulator as its EVE. Whatever was opened is in `closing`, also when this fails half-way. */
export async function openTortureSite(
  options: {
    /** How many times as fast as time the site and its EVE live. */
    factor: number;
    workers: number;
    dataFolder: string;
    /** Every line its processes log. */
    onLine?: (name: string, line: string) => void;
  },
  closing: (() => Promise<unknown>)[],
) {
  const { factor } = options;
  const originMs = Date.now();
  const clock = createScaledClock(originMs, factor);
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    dataFolder: options.dataFolder,
    clock,
  });
  closing.push(() => simulator.stop());
  const services = await openTortureServices();
  closing.push(() => services.close());
  const { url } = services.postgres.server;
  await migrateDatabase(url);
  const database = createDatabase(url);
  closing.push(() => database.close());
  await watchEffects(database);

  const env = await siteEnvironment(simulator, url);
  const { rabbitmq, redis } = services;
  const processes = createTortureProcesses({
    env: {
      ...env,
      DATABASE_URL: services.postgres.proxiedUrl,
      ...(rabbitmq && { RABBITMQ_URL: rabbitmq.proxiedUrl }),
      ...(redis && { REDIS_URL: redis.proxiedUrl }),
    },
    args: [String(originMs), String(factor)],
    onKilled: (name) => simulator.processDied(name),
    onLine: options.onLine,
  });
  closing.push(() => processes.stop());
  await processes.start("api");
  await Promise.all(
    Array.from({ length: options.workers }, () => processes.start("worker")),
  );
  const siteUrl = new URL(env.EVE_CALLBACK_URL).origin;
  return { simulator, services, database, processes, clock, siteUrl };
}
