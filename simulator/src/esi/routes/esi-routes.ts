import type { FaultBook } from "../../faults/fault-book.ts";
import type { Clock } from "../../http/clock.ts";
import type { FittingBook } from "../../world/fitting-book.ts";
import type { World } from "../../world/world.ts";
import type { EsiRoute } from "../esi-route.ts";
import { characterRoutes } from "./character-routes.ts";
import { corporationRoutes } from "./corporation-routes.ts";
import { killmailRoutes } from "./killmail-routes.ts";
import { fittingRoutes } from "./fitting-routes.ts";
import { marketRoutes } from "./market-routes.ts";
import { metaRoutes } from "./meta-routes.ts";
import { nameRoutes } from "./name-routes.ts";
import { warRoutes } from "./war-routes.ts";
import { universeRoutes } from "./universe-routes.ts";

/** All ESI routes the simulator answers. */
export function esiRoutes(
  world: World,
  fittings: FittingBook,
  clock: Clock,
  faults: Pick<FaultBook, "downtimeEndedMs">,
): EsiRoute[] {
  const routes = [
    ...killmailRoutes(world),
    ...warRoutes(world),
    ...characterRoutes(world),
    ...corporationRoutes(world),
    ...nameRoutes(world),
    ...universeRoutes(world),
    ...fittingRoutes(world, fittings),
    ...marketRoutes(world),
  ];
  return [...routes, ...metaRoutes(clock, faults, routes)];
}
