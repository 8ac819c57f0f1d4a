import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Clock } from "../http/clock.ts";
import type { FaultBook } from "../http/faults.ts";
import type { RequestLog } from "../http/request-log.ts";
import type { Snapshots } from "../esi/snapshots.ts";
import type { GrantBook } from "../sso/grants.ts";
import type { SsoSettings } from "../sso/sso-settings.ts";
import type { World } from "../world/world.ts";
import { registerCharacterControls } from "./character-controls.ts";
import { controlRoutes } from "./control-routes.ts";
import {
  clockBody,
  faultBody,
  parseKillmailBody,
  ssoBody,
} from "./control-bodies.ts";

export interface ControlDeps {
  world: World;
  clock: Clock;
  log: RequestLog;
  faults: FaultBook;
  grants: GrantBook;
  settings: SsoSettings;
  snapshots: Snapshots;
  services: () => Record<string, string>;
}

/** `/simulator`: look at the simulator and move its world. Not part of EVE. */
export function registerControl(
  scope: FastifyInstance,
  deps: ControlDeps,
): void {
  const { world, clock, log, faults } = deps;
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

  scope.get<{ Querystring: { since?: string } }>("/requests", (request) => {
    const since = request.query.since;
    const requests =
      since === undefined
        ? log.records()
        : log.since(z.coerce.date().parse(since));
    return { requests, totals: log.totals() };
  });
  scope.delete("/requests", (_request, reply) => {
    log.clear();
    return reply.code(204).send();
  });

  scope.get("/clock", () => clockOf(deps));
  scope.post("/clock", (request) => {
    clock.advance(clockBody.parse(request.body).advanceMs);
    return clockOf(deps);
  });

  scope.post("/killmails", (request, reply) => {
    const reference = world.add(parseKillmailBody(request.body));
    const killmail = world.killmail(
      reference.killmail_id,
      reference.killmail_hash,
    );
    return reply.code(201).send({
      id: reference.killmail_id,
      hash: reference.killmail_hash,
      killmail,
    });
  });

  scope.get("/sso", () => deps.settings);
  scope.post("/sso", (request) => {
    const given = Object.entries(ssoBody.parse(request.body)).filter(
      ([, value]) => value !== undefined,
    );
    return Object.assign(deps.settings, Object.fromEntries(given));
  });

  scope.get("/faults", () => ({ faults: faults.list() }));
  scope.post("/faults", (request, reply) => {
    const wanted = faultBody.parse(request.body);
    for (const fault of Array.isArray(wanted) ? wanted : [wanted])
      faults.add(fault);
    return reply.code(201).send({ faults: faults.list() });
  });
  scope.delete("/faults", (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  registerCharacterControls(scope, deps);
}

const clockOf = ({
  clock,
  world,
}: ControlDeps): { now: string; killmails: string } => ({
  now: clock.now().toISOString(),
  killmails: world.killmailClock().toISOString(),
});
