import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Board } from "../boards/board.ts";
import type { Clock } from "../http/clock.ts";
import type { ErrorLimit } from "../esi/error-limit.ts";
import type { RateLimiter } from "../esi/rate-limit.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import type { RequestLog } from "../http/request-log.ts";
import type { Feed } from "../r2z2/feed.ts";
import type { Snapshots } from "../esi/snapshots.ts";
import type { GrantBook } from "../sso/grants.ts";
import type { SsoSettings } from "../sso/sso-settings.ts";
import type { StaticDataBuilds } from "../static-data/static-data-build.ts";
import type { FittingBook } from "../world/fitting-book.ts";
import type { StagedWorld } from "../world/staged-world.ts";
import { registerCharacterControls } from "./character-controls.ts";
import type { ZkillboardSettings } from "../zkillboard/zkillboard-settings.ts";
import { registerBoardControls } from "./board-controls.ts";
import { controlRoutes } from "./control-routes.ts";
import { clockBody, ssoBody } from "./control-bodies.ts";
import { registerFaultControls } from "./fault-controls.ts";
import { registerRequestControls } from "./request-controls.ts";
import { registerStaticDataControls } from "./static-data-controls.ts";
import { registerWorldControls } from "./world-controls.ts";

export interface ControlDeps {
  world: StagedWorld;
  board: Board;
  feed: Feed;
  fittings: FittingBook;
  clock: Clock;
  log: RequestLog;
  faults: FaultBook;
  grants: GrantBook;
  settings: SsoSettings;
  zkillboard: ZkillboardSettings;
  snapshots: Snapshots;
  limiter: RateLimiter;
  errorLimit: ErrorLimit;
  builds: StaticDataBuilds;
  services: () => Record<string, string>;
}

/** `/simulator`: look at the simulator and move its world. Not part of EVE. */
export function registerControl(
  scope: FastifyInstance,
  deps: ControlDeps,
): void {
  const { world, clock } = deps;
  scope.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof z.ZodError)) throw error;
    return reply.code(400).send({ error: z.prettifyError(error) });
  });

  scope.get("/", () => ({
    name: "KillReport simulator: New Eden on localhost",
    world: world.kind,
    clock: clockOf(deps),
    services: deps.services(),
    control: controlRoutes,
  }));

  scope.get("/clock", () => clockOf(deps));
  scope.post("/clock", (request) => {
    clock.advance(clockBody.parse(request.body).advanceMs);
    return clockOf(deps);
  });

  scope.get("/sso", () => deps.settings);
  scope.post("/sso", (request) => {
    const given = Object.entries(ssoBody.parse(request.body)).filter(
      ([, value]) => value !== undefined,
    );
    return Object.assign(deps.settings, Object.fromEntries(given));
  });

  registerRequestControls(scope, deps);
  registerFaultControls(scope, deps);
  registerWorldControls(scope, deps);
  registerCharacterControls(scope, deps);
  registerBoardControls(scope, deps);
  registerStaticDataControls(scope, deps);
}

const clockOf = ({
  clock,
  world,
}: ControlDeps): { now: string; killmails: string } => ({
  now: clock.now().toISOString(),
  killmails: world.killmailClock().toISOString(),
});
