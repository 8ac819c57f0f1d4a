import { createFastClock, type Clock, type Logger } from "./kernel/index.ts";
import { createJanice, createMutamarket } from "./platform/appraisals/index.ts";
import type { Cache } from "./platform/cache/index.ts";
import type { Config } from "./platform/config/index.ts";
import type { Database } from "./platform/database/index.ts";
import { createEsi, createPostgresBudget } from "./platform/esi/index.ts";
import { createEveref } from "./platform/everef/index.ts";
import { createSso } from "./platform/sso/index.ts";
import { createStaticDataSite } from "./platform/static-data/index.ts";
import { createR2z2, createZkillboard } from "./platform/zkillboard/index.ts";

export interface OutsideServicesDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly cache: Cache;
  readonly log: Logger;
  /** See `AppOptions`. */
  readonly esiHoldMs?: number | undefined;
}

/** Clients of everything the site asks that is somebody else's, or the simulator's in their place. */
export function createOutsideServices(
  config: Config,
  { clock, database, cache, log, esiHoldMs }: OutsideServicesDeps,
) {
  const { userAgent, janiceApiKey: apiKey } = config;
  const budget = createPostgresBudget({
    database,
    dormantReserve: config.esiDormantReserve,
    ...(esiHoldMs === undefined ? {} : { holdMs: esiHoldMs }),
  });
  const downloads = {
    userAgent,
    fetch,
    pause: (ms: number) =>
      new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const asking = { userAgent, fetch, clock };
  const feedClock = clockOfFeed(config, clock);
  return {
    budget,
    esi: createEsi({
      baseUrl: config.esiUrl,
      userAgent,
      applicationId: config.sso.clientId,
      clock,
      budget,
      cache,
      log,
    }),
    sso: createSso({ ...config.sso, ssoUrl: config.sso.url, clock }),
    zkillboard: createZkillboard({
      baseUrl: config.zkillboardUrl,
      userAgent,
      clock,
      database,
    }),
    r2z2: createR2z2({ baseUrl: config.r2z2Url, userAgent, clock: feedClock }),
    /** The feed's own time: faster than ours while the simulator replays days. */
    feedClock,
    everef: createEveref({ baseUrl: config.everefUrl, ...downloads }),
    staticData: (baseUrl = config.staticDataUrl) =>
      createStaticDataSite({ baseUrl, ...downloads }),
    /** Null without a key. */
    janice:
      apiKey === null
        ? null
        : createJanice({ ...asking, baseUrl: config.janiceUrl, apiKey }),
    mutamarket: createMutamarket({ ...asking, baseUrl: config.mutamarketUrl }),
  };
}

function clockOfFeed({ isSimulated, simulator }: Config, clock: Clock): Clock {
  const { replayFactor } = simulator;
  return isSimulated && replayFactor !== null
    ? createFastClock(clock, replayFactor)
    : clock;
}
