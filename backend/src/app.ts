import type { Clock, Logger, TaskImplementation } from "./kernel/index.ts";
import {
  createAccounts,
  createLoginFlowSeal,
} from "./features/accounts/index.ts";
import { createCharacterSync } from "./features/character-sync/index.ts";
import {
  corporationListeners,
  createCorporationSync,
} from "./features/corporation-sync/index.ts";
import { createEntities, entityListeners } from "./features/entities/index.ts";
import { createCompleteness } from "./features/completeness/index.ts";
import { createFits } from "./features/fits/index.ts";
import { createHistory } from "./features/history/index.ts";
import {
  createKillmails,
  fetchKillmailTask,
  type Visibility,
} from "./features/killmails/index.ts";
import { createManualPost } from "./features/manual-post/index.ts";
import { createPrices, priceListeners } from "./features/prices/index.ts";
import { createLiveFeed } from "./features/live-feed/index.ts";
import {
  createEsiBudgets,
  createOperations,
} from "./features/operations/index.ts";
import {
  createUniverse,
  universeListeners,
} from "./features/universe/index.ts";
import {
  createValuation,
  valuationEffect,
  valuationListeners,
} from "./features/valuation/index.ts";
import { createWarKillmails } from "./features/war-killmails/index.ts";
import { createZkillboardBackfill } from "./features/zkillboard-backfill/index.ts";
import {
  createZkillboardFigures,
  figuresEffect,
} from "./features/zkillboard-figures/index.ts";
import { metricSources } from "./metric-sources.ts";
import { createOutsideServices } from "./outside-services.ts";
import { createCache } from "./platform/cache/index.ts";
import type { Config } from "./platform/config/index.ts";
import { createKeyRing } from "./platform/crypto/index.ts";
import { openDatabase, startDatabaseClock } from "./platform/database/index.ts";
import { createLog } from "./platform/log/index.ts";
import { createPubSub } from "./platform/pubsub/index.ts";
import {
  createDeadLetters,
  createOutbox,
  createQueueDriver,
  type QueueDriver,
} from "./platform/queue/index.ts";
import { schedulerDuties } from "./scheduler-duties.ts";

export type App = Awaited<ReturnType<typeof createApp>>;

export interface AppOptions {
  /** PostgreSQL's unless given. */
  clock?: Clock;
  log?: Logger;
  /** Puts something between the application and its queue: tests deliver twice, late or out of order. */
  wrapDriver?: (driver: QueueDriver) => QueueDriver;
  /** How long a call to ESI may take, by `clock`; longer where a test's clock runs faster than time. */
  esiHoldMs?: number;
  /** Takes the visibility predicate's place: tests remove it, to see that this is noticed. */
  visibility?: Visibility;
}

/**
 * The application without any process around it: what the API, the workers, the scheduler, commands and tests each build
 * first. Drivers follow from the configuration; without DATABASE_URL this process joins the embedded PostgreSQL.
 */
export async function createApp(config: Config, options: AppOptions = {}) {
  const log =
    options.log ??
    createLog({
      level: config.logLevel,
      format: config.nodeEnv === "production" ? "json" : "readable",
    });
  const database = await openDatabase(config);
  const { url: databaseUrl } = database;
  const { clock, closeClock } = await openClock(options.clock, {
    database,
    log,
  });
  const wrap = options.wrapDriver ?? ((driver) => driver);
  const driver = wrap(createQueueDriver({ ...config, databaseUrl, log }));
  const pubsub = createPubSub({ ...config, databaseUrl, log });
  const listeners = [
    ...corporationListeners,
    ...entityListeners,
    ...universeListeners,
    ...valuationListeners,
    ...priceListeners,
  ];
  const outbox = createOutbox({ clock, listeners });

  const cache = createCache({ ...config, clock, log });
  const { esi, budget, everef, zkillboard, r2z2, feedClock, ...outside } =
    createOutsideServices(config, {
      clock,
      database,
      cache,
      log,
      esiHoldMs: options.esiHoldMs,
    });
  const shared = { database, clock, outbox, pubsub, esi, log };
  const accounts = createAccounts({
    ...shared,
    sso: outside.sso,
    keyRing: createKeyRing(config.encryptionKeys),
    adminCharacterIds: config.adminCharacterIds,
    seal: createLoginFlowSeal({ sessionSecret: config.sessionSecret, clock }),
    onLinked: async (tx, character) => {
      await characterSync.scheduleFirstSync(tx, character);
      await corporationSync.onLinked(tx, character);
    },
  });
  const killmails = createKillmails({
    ...shared,
    defaultPublicationDelay: config.defaultPublicationDelay,
    retentionYears: config.retentionYears,
    laterEffects: [valuationEffect, figuresEffect],
    ...(options.visibility && { visibility: options.visibility }),
  });
  const syncing = {
    ...shared,
    accounts,
    killmails,
    budget,
    applicationId: config.sso.clientId,
  };
  const characterSync = createCharacterSync(syncing);
  const corporationSync = createCorporationSync({ ...syncing, characterSync });
  const { dataDir } = config;
  const history = createHistory({
    ...shared,
    killmails,
    dataDir,
    everef: everef.killmails,
  });
  const prices = createPrices({
    ...shared,
    janice: outside.janice,
    mutamarket: outside.mutamarket,
    dataDir,
    everef: everef.marketHistory,
    sources: config.priceSources,
  });
  const entities = createEntities(shared);
  const universe = createUniverse({
    ...shared,
    dataDir,
    staticData: outside.staticData,
  });
  const fits = createFits({ ...shared, accounts, killmails, universe });
  const valuation = createValuation({
    ...shared,
    killmails,
    prices,
    universe,
    frigateBay: config.frigateBay,
  });
  const warKillmails = createWarKillmails({ ...shared, killmails });
  const manualPost = createManualPost({ ...shared, killmails, zkillboard });
  const zkillboardFigures = createZkillboardFigures(shared);
  const zkillboardBackfill = createZkillboardBackfill({
    ...shared,
    accounts,
    corporationSync,
    killmails,
    zkillboard,
  });
  const liveFeed = createLiveFeed({
    ...shared,
    killmails,
    r2z2,
    feedClock,
    isOn: config.isLiveFeedOn,
  });
  const completeness = createCompleteness({
    ...shared,
    killmails,
    r2z2,
    everef: everef.killmails,
    dataDir,
    isOn: config.isLiveFeedOn,
  });

  const implementations: readonly TaskImplementation[] = [
    ...characterSync.implementations,
    ...corporationSync.implementations,
    fetchKillmailTask({ ...shared, killmails }),
    ...entities.implementations,
    ...universe.implementations,
    ...prices.implementations,
    ...valuation.implementations,
    ...warKillmails.implementations,
    ...liveFeed.implementations,
    ...completeness.implementations,
    ...zkillboardBackfill.implementations,
  ];
  const tasks = implementations.map(({ contract }) => contract.name);
  const operations = createOperations({
    clock,
    driver,
    deadLetters: createDeadLetters({ database, clock }),
    esiBudgets: createEsiBudgets({
      budget,
      applicationId: config.sso.clientId,
      clock,
    }),
    accounts,
    outbox,
    log,
    tasks,
  });
  return {
    config,
    clock,
    log,
    database,
    driver,
    pubsub,
    outbox,
    budget,
    accounts,
    killmails,
    characterSync,
    corporationSync,
    history,
    prices,
    entities,
    universe,
    fits,
    valuation,
    warKillmails,
    manualPost,
    zkillboardFigures,
    zkillboardBackfill,
    liveFeed,
    completeness,
    operations,
    implementations,
    listeners,
    metricSources: metricSources({
      ...shared,
      esiUrl: config.esiUrl,
      tasks,
      operations,
      liveFeed,
      feedClock,
    }),
    duties: schedulerDuties({
      characterSync,
      corporationSync,
      warKillmails,
      zkillboardBackfill,
      killmails,
      completeness,
      prices,
      valuation,
      universe,
      entities,
    }),
    /** To be called once nothing uses the application any more. */
    async close(): Promise<void> {
      await driver.close();
      await pubsub.close();
      await cache.close();
      closeClock();
      await database.close();
    },
  };
}

async function openClock(
  given: Clock | undefined,
  deps: Parameters<typeof startDatabaseClock>[0],
): Promise<{ clock: Clock; closeClock: () => void }> {
  if (given !== undefined) return { clock: given, closeClock: () => undefined };
  const clock = await startDatabaseClock(deps);
  return {
    clock,
    closeClock: () => {
      clock.close();
    },
  };
}
