import { createApp } from "../../backend/src/app.ts";
import { startApi } from "../../backend/src/api/start-api.ts";
import { silentLogger } from "../../backend/src/kernel/index.ts";
import { loadConfig } from "../../backend/src/platform/config/index.ts";
import { startSimulator } from "../../simulator/src/index.ts";
import { createScaledClock } from "../support/scaled-clock.ts";
import { createSiteClient } from "../support/site-client.ts";
import { proxyUrl, type TcpProxy } from "../support/tcp-proxy.ts";
import { siteEnvironment } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { createTortureWorkers } from "./torture-workers.ts";
import { createTortureActions } from "./torture-actions.ts";
import { judge, type Metric } from "./judge.ts";

export interface TortureOptions {
  seed: number;
  /** How long things go wrong; the drain after it takes as long as the site's pace needs. */
  minutes: number;
  /** Simulated minutes in one of ours. */
  factor: number;
  characters: number;
  mostMails: number;
  workers: number;
  /** A new wrong is done this often. */
  everyMs: number;
  dataFolder: string;
  /** A migrated database of the run's own. */
  databaseUrl: string;
  /** A virtual host and a Redis of the run's own; null: the embedded drivers. */
  rabbitmqUrl: string | null;
  redisUrl: string | null;
  log: (line: string) => void;
}

/** Lets a site sync while everything around it breaks, waits until it is done, and compares it with what EVE listed. */
export async function runTorture(options: TortureOptions): Promise<Metric[]> {
  const { seed, minutes, factor, log } = options;
  const random = createRandom(seed);
  const originMs = Date.now();
  const clock = createScaledClock(originMs, factor);
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    dataFolder: options.dataFolder,
    clock,
  });
  const proxies: TcpProxy[] = [];
  const proxied = async (url: string | null) => {
    if (url === null) return null;
    const line = await proxyUrl(url);
    proxies.push(line.proxy);
    return line.url;
  };

  const sample = simulator.sample({
    characters: options.characters,
    corporations: 0,
    mostMails: options.mostMails,
    seed,
  });
  simulator.replay.start({
    characterIds: sample.characterIds,
    overMs: minutes * 60_000 * factor * 0.9,
    initialShare: 0.3,
    order: "shuffled",
    seed,
  });
  log(`${sample.characterIds.length} characters list ${sample.mails} mails`);

  const env = await siteEnvironment(simulator, options.databaseUrl);
  const app = await createApp(loadConfig(env), { clock, log: silentLogger });
  const api = await startApi(app, {
    port: Number(env.PORT),
    host: "localhost",
    // Everybody logs in at once here.
    requestLimits: { loginsPerMinute: 10_000 },
  });
  const workers = createTortureWorkers({
    env: {
      ...env,
      DATABASE_URL: (await proxied(options.databaseUrl)) ?? "",
      ...named("RABBITMQ_URL", await proxied(options.rabbitmqUrl)),
      ...named("REDIS_URL", await proxied(options.redisUrl)),
    },
    args: [String(originMs), String(factor)],
    onKilled: (name) => simulator.processDied(name),
  });
  try {
    await Promise.all(
      Array.from({ length: options.workers }, () => workers.start()),
    );
    let client = createSiteClient(api.url);
    for (const [index, characterId] of sample.characterIds.entries()) {
      // Accounts of four characters each.
      if (index % 4 === 0) client = createSiteClient(api.url);
      await client.login(characterId);
    }
    log("Everybody is logged in");

    const actions = createTortureActions({
      simulator,
      proxies,
      workers,
      random,
      log,
    });
    const endMs = originMs + minutes * 60_000;
    while (Date.now() < endMs) {
      const nextMs = Date.now() + options.everyMs;
      await actions.doOne();
      await sleep(Math.max(0, nextMs - Date.now()));
    }
    for (const proxy of proxies) proxy.restore();
    simulator.faults.clear();
    simulator.replay.finish();
    const listedBy = clock.now();
    log("Nothing goes wrong any more; draining");
    await until(
      "the site is drained",
      () => isDrained(app.database, listedBy),
      drainMs(factor),
    );
    return await judge({
      simulator,
      database: app.database,
      sample,
      workers,
      actions,
    });
  } finally {
    await workers.stop();
    await api.close();
    await app.close();
    for (const proxy of proxies) await proxy.close();
    await simulator.stop();
  }
}

/** Nothing waits but the next checks, every reference came to its end, and everybody was checked after the last release had passed ESI's cache. */
async function isDrained(
  { pool }: Awaited<ReturnType<typeof createApp>>["database"],
  listedBy: Date,
): Promise<boolean> {
  const cachePassed = new Date(listedBy.getTime() + 300_000);
  const { rows } = await pool.query<{ open: string }>(
    `SELECT (SELECT count(*) FROM outbox WHERE dead_at IS NULL AND task <> 'sync-character-killmails')
          + (SELECT count(*) FROM killmail_references WHERE state = 'pending')
          + (SELECT count(*) FROM character_syncs WHERE last_sync_at IS NULL OR last_sync_at < $1) AS open`,
    [cachePassed],
  );
  return rows[0]?.open === "0";
}

/** Two of the slowest rounds of checks, and some time for the work itself. */
function drainMs(factor: number): number {
  return (2 * 65 * 60_000) / factor + 120_000;
}

function named(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: value };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** mulberry32: enough for dice, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
