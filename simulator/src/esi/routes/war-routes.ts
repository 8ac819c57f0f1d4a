import { toEsiTime } from "../../world/killmail.ts";
import {
  shipsKilledBy,
  type War,
  warsOf,
  type WarSide,
} from "../../world/wars.ts";
import type { World } from "../../world/world.ts";
import type { EsiRequest, EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";

/** How many ids one answer lists. */
const warsInAnswer = 2_000;
/** Invented: ESI adds up what each ship was worth. */
const iskAShip = 10_000_000;

const shared = { method: "GET", group: "killmail", cache: 3_600 } as const;

/** Wars and their killmails, which take from the same budget as the killmails themselves. */
export const warRoutes = (world: World): EsiRoute[] => [
  {
    ...shared,
    path: "/wars",
    variesBy: ["max_war_id"],
    answer(request) {
      const below = maxWarId(request);
      return [...warsOf(world).keys()]
        .filter((id) => id < below)
        .slice(0, warsInAnswer);
    },
  },
  {
    ...shared,
    path: "/wars/:war_id",
    answer(request) {
      const war = warOf(world, request);
      return {
        id: war.id,
        declared: toEsiTime(war.declaredMs),
        started: toEsiTime(war.startedMs),
        ...(war.finishedMs === undefined
          ? {}
          : { finished: toEsiTime(war.finishedMs) }),
        mutual: false,
        open_for_allies: false,
        aggressor: party(world, war, war.aggressor),
        defender: party(world, war, war.defender),
        ...(war.allies.length === 0 ? {} : { allies: war.allies }),
      };
    },
  },
  {
    ...shared,
    path: "/wars/:war_id/killmails",
    isPaged: true,
    answer: (request) =>
      warOf(world, request).mails.map((entry) => ({
        killmail_hash: world.shownHash(entry),
        killmail_id: entry.id,
      })),
  },
];

function warOf(world: World, request: EsiRequest): War {
  const war = warsOf(world).get(idOf(request, "war_id"));
  if (!war) throw new EsiError(404, "War not found!");
  return war;
}

function party(world: World, war: War, side: WarSide) {
  const ships = shipsKilledBy(world, war, side);
  return { ...side, isk_destroyed: ships * iskAShip, ships_killed: ships };
}

function maxWarId(request: EsiRequest): number {
  const text = request.query.get("max_war_id");
  if (text === null) return Infinity;
  if (!/^\d{1,15}$/.test(text))
    throw new EsiError(400, "Bad Request", [
      {
        location: "query.max_war_id",
        message: "expected integer",
        value: text,
      },
    ]);
  return Number(text);
}
