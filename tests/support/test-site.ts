import { randomBytes } from "node:crypto";
import { startApi } from "../../backend/src/api/start-api.ts";
import { type AppOptions, createApp } from "../../backend/src/app.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from "../../simulator/src/index.ts";
import { fleet } from "../../workers/fleet.ts";
import { startProcess } from "../../workers/start-process.ts";
import { createTestDatabase } from "./database.ts";
import { freePort } from "./free-port.ts";

/** A whole site in this process, with the simulator as its EVE and a database of its own. */
export async function startTestSite(
  options: AppOptions & {
    simulator?: SimulatorOptions | Simulator;
    /** Without: nobody works on tasks; the test does, or other processes. */
    withWorkers?: boolean;
    env?: Record<string, string>;
  } = {},
) {
  const { simulator: given = {}, withWorkers = true, ...appOptions } = options;
  const isOwnSimulator = !("stop" in given);
  const simulator = isOwnSimulator
    ? await startSimulator({ port: 0, liveKillsEveryMs: 0, ...given })
    : given;
  const testDatabase = await createTestDatabase();
  const { url: databaseUrl, database } = testDatabase;
  const env = {
    ...(await siteEnvironment(simulator, databaseUrl)),
    ...options.env,
  };
  const app = await createApp(loadConfig(env), appOptions);
  const api = await startApi(app, {
    port: Number(env.PORT),
    host: "localhost",
  });
  const workers = withWorkers
    ? await startProcess(app, {
        name: "all-in-one",
        lines: fleet,
        isScheduler: true,
      })
    : null;
  return {
    url: api.url,
    env,
    simulator,
    app,
    database,
    async close() {
      await api.close();
      await workers?.close();
      await app.close();
      if (isOwnSimulator) await simulator.stop();
      await testDatabase.drop();
    },
  };
}

/** What a process of a site with this simulator and database is told. */
export async function siteEnvironment(
  simulator: Simulator,
  databaseUrl: string,
) {
  const port = await freePort();
  return {
    NODE_ENV: "test",
    LOG_LEVEL: "warn",
    PORT: String(port),
    CONTACT: "tests",
    DATABASE_URL: databaseUrl,
    EVE_CLIENT_ID: simulator.demoClient.id,
    EVE_CLIENT_SECRET: simulator.demoClient.secret,
    EVE_CALLBACK_URL: `http://localhost:${port}/auth/callback`,
    EVE_SSO_URL: simulator.services.sso,
    ESI_URL: simulator.services.esi,
    IMAGES_URL: simulator.services.images,
    R2Z2_URL: simulator.services.r2z2,
    ZKILLBOARD_URL: simulator.services.zkillboard,
    EVEREF_URL: simulator.services.everef,
    JANICE_URL: simulator.services.janice,
    MUTAMARKET_URL: simulator.services.mutamarket,
    STATIC_DATA_URL: simulator.services.staticData,
    // It would make every mail of the simulator's public: tests of the feed switch it on.
    LIVE_FEED: "off",
    // Tests of prices say which; of others they would only ask for more than these count.
    PRICE_SOURCES: "none",
    ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
    SESSION_SECRET: randomBytes(32).toString("base64"),
  };
}
