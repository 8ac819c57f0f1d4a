import type { FastifyInstance } from "fastify";
import Fastify from "fastify";
import { registerJanice } from "./appraisals/janice-service.ts";
import { registerMutamarket } from "./appraisals/mutamarket-service.ts";
import { createBoard } from "./boards/board.ts";
import { createTestControls } from "./control/test-controls.ts";
import { registerControl } from "./control/control-service.ts";
import { createErrorLimit } from "./esi/error-limit.ts";
import { registerEsi } from "./esi/esi-service.ts";
import { createRateLimiter } from "./esi/rate-limit.ts";
import { createSnapshots } from "./esi/snapshots.ts";
import { registerEveref } from "./everef/everef-service.ts";
import type { Clock } from "./http/clock.ts";
import { createClock } from "./http/clock.ts";
import { characterAskedFor } from "./faults/character-asked-for.ts";
import { createFaultBook } from "./faults/fault-book.ts";
import type { EventDeps } from "./faults/world-event.ts";
import { happen } from "./faults/world-event.ts";
import { createRequestLog } from "./http/request-log.ts";
import { createRequestPipeline } from "./http/request-pipeline.ts";
import type { ServiceName } from "./http/request-record.ts";
import { registerImages } from "./images/image-service.ts";
import { createFeed } from "./r2z2/feed.ts";
import { firstSequence } from "./r2z2/first-sequence.ts";
import { registerR2z2 } from "./r2z2/r2z2-service.ts";
import type {
  Simulator,
  SimulatorOptions,
  SimulatorServices,
} from "./simulator.ts";
import { createAccessTokens } from "./sso/access-token.ts";
import { createClientRegistry, demoClient } from "./sso/clients.ts";
import { createGrantBook } from "./sso/grants.ts";
import { createSigningKeys } from "./sso/signing-keys.ts";
import { registerSso } from "./sso/sso-service.ts";
import { openSsoState } from "./sso/sso-state.ts";
import { defaultSsoSettings } from "./sso/sso-settings.ts";
import { createBuilds } from "./static-data/static-data-build.ts";
import { registerStaticData } from "./static-data/static-data-service.ts";
import { createDataWorld } from "./world/data/data-world.ts";
import { createFittingBook } from "./world/fitting-book.ts";
import { createSeedWorld } from "./world/seed/seed-world.ts";
import { stage } from "./world/staged-world.ts";
import type { World } from "./world/world.ts";
import { registerZkillboard } from "./zkillboard/zkillboard-service.ts";
import { defaultZkillboardSettings } from "./zkillboard/zkillboard-settings.ts";

const defaultSeed = 20_030_506; // the day EVE opened
const defaultPort = 4_100;

/** Starts New Eden on one port; rejects when the port is taken or the data cannot be read. */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const clock = createClock(options.clock ?? { now: () => new Date() });
  const world = stage(createWorld(options, clock), clock);
  if (options.replay) world.replay(options.replay);
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    rewriteUrl: (request) => withoutVersion(request.url ?? "/"),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  let url = options.publicUrl ?? "";
  const publicUrl = (): string => url;

  const killmailClock = { now: () => world.killmailClock() };
  const board = createBoard(world);

  const log = createRequestLog();
  const snapshots = createSnapshots();
  const settings = defaultSsoSettings();
  const zkillboard = defaultZkillboardSettings();
  const state = openSsoState(options.stateFile);
  const grants = createGrantBook(clock, state);
  const feed = createFeed({
    world,
    board,
    afterSequence: firstSequence(world, state),
    onShown(sequence) {
      state.state.shownSequence = sequence;
      state.save();
    },
  });
  const events: EventDeps = { world, clock, grants, snapshots };
  const faults = createFaultBook(clock, (event) => happen(events, event));
  const pipeline = createRequestPipeline({
    clock,
    log,
    faults,
    selfBreaking: ["esi"],
    happen: ({ event }, request) =>
      event && happen(events, event, characterAskedFor(request, grants)),
  });
  const limiter = createRateLimiter(clock);
  const errorLimit = createErrorLimit(clock);
  const keys = await createSigningKeys(state);
  const tokens = createAccessTokens(keys, settings, clock, publicUrl);
  const clients = createClientRegistry(options.clients);
  const fittings = createFittingBook();
  const builds = createBuilds(world.kind, clock);

  /** One service on its path, recorded and broken as told, its answers dated by its clock. */
  const serve = async (
    service: ServiceName,
    prefix: string,
    register: (scope: FastifyInstance) => void,
    dated: { now(): Date } = clock,
  ): Promise<void> => {
    await app.register(
      (scope, _options, done) => {
        pipeline.attach(scope, service, dated);
        register(scope);
        done();
      },
      { prefix },
    );
  };

  await serve("sso", "", (scope) =>
    registerSso(scope, {
      world,
      clients,
      grants,
      keys,
      tokens,
      settings,
      publicUrl,
      isRotationScripted: (request) =>
        pipeline.trace(request).fault?.event?.kind === "rotate-refresh-token",
    }),
  );
  await serve("esi", "/esi", (scope) =>
    registerEsi(scope, {
      world,
      fittings,
      clock,
      tokens,
      pipeline,
      snapshots,
      faults,
      limiter,
      errorLimit,
    }),
  );
  await serve("images", "/images", (scope) => registerImages(scope, world));
  await serve("static-data", "/static-data", (scope) =>
    registerStaticData(scope, { universe: world.universe, builds }),
  );
  const boards = { world, board, pipeline };
  await serve(
    "r2z2",
    "/r2z2",
    (scope) => registerR2z2(scope, { ...boards, feed }),
    killmailClock,
  );
  await serve(
    "zkillboard",
    "/zkillboard",
    (scope) =>
      registerZkillboard(scope, { ...boards, clock, settings: zkillboard }),
    killmailClock,
  );
  await serve(
    "everef",
    "/everef",
    (scope) =>
      registerEveref(scope, { ...boards, url: () => servicesAt(url).everef }),
    killmailClock,
  );
  await serve("janice", "/janice", (scope) => registerJanice(scope, world));
  await serve("mutamarket", "/mutamarket", (scope) =>
    registerMutamarket(scope, world),
  );
  const controls = {
    world,
    board,
    feed,
    fittings,
    clock,
    log,
    faults,
    grants,
    settings,
    zkillboard,
    snapshots,
    limiter,
    errorLimit,
    builds,
    services: () => ({ ...servicesAt(url) }),
  };
  await app.register(
    (scope, _options, done) => {
      registerControl(scope, controls);
      done();
    },
    { prefix: "/simulator" },
  );

  const port = await listen(app, options);
  url ||= `http://localhost:${port}`;
  options.log?.(`simulator listening at ${url}`);
  return {
    url,
    port,
    services: servicesAt(url),
    clock,
    ...createTestControls(controls),
    faults: {
      add: faults.add,
      list: faults.list,
      clear: faults.clear,
      struck: faults.struck,
    },
    demoClient,
    stop: () => app.close(),
  };
}

function createWorld(options: SimulatorOptions, clock: Clock): World {
  if (options.dataFolder !== undefined)
    return createDataWorld({
      folder: options.dataFolder,
      clock,
      replayFactor: options.replayFactor,
    });
  return createSeedWorld({
    seed: options.seed ?? defaultSeed,
    clock,
    liveKillsEveryMs: options.liveKillsEveryMs ?? 10_000,
  });
}

async function listen(
  app: FastifyInstance,
  options: SimulatorOptions,
): Promise<number> {
  await app.listen({
    port: options.port ?? defaultPort,
    host: options.host ?? "localhost",
  });
  const address = app.server.address();
  if (address === null || typeof address === "string")
    throw new Error("the simulator has no port");
  return address.port;
}

/** ESI's old addresses (`/latest/...`, `/v1/...`) still answer like the new ones. */
const withoutVersion = (url: string): string =>
  url.replace(/^\/esi\/(?:latest|legacy|dev|v\d+)(?=\/)/, "/esi");

const servicesAt = (url: string): SimulatorServices => ({
  sso: url,
  esi: `${url}/esi`,
  images: `${url}/images`,
  r2z2: `${url}/r2z2`,
  zkillboard: `${url}/zkillboard`,
  everef: `${url}/everef`,
  staticData: `${url}/static-data`,
  janice: `${url}/janice`,
  mutamarket: `${url}/mutamarket`,
});
