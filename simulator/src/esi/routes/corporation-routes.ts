import type { Corporation } from "../../world/people.ts";
import type { World } from "../../world/world.ts";
import type { EsiRoute } from "../esi-route.ts";
import { EsiError, idOf } from "../esi-route.ts";

/** `tax_rate` became `tax_rates.isk` and `faction_id` `enlisted_faction_id` at this date. */
const newShapeDate = "2026-07-21";

/** Jita IV - Moon 4 - Caldari Navy Assembly Plant: everybody's home. */
const homeStationId = 60_003_760;

export const corporationRoutes = (world: World): EsiRoute[] => [
  {
    method: "GET",
    path: "/corporations/:corporation_id",
    cache: 3_600,
    schemaDates: ["2020-01-01", newShapeDate],
    answer(request) {
      const corporation = world.people.corporation(
        idOf(request, "corporation_id"),
      );
      if (!corporation) throw new EsiError(404, "Corporation not found");
      return request.compatibilityDate >= newShapeDate
        ? newShape(corporation)
        : oldShape(corporation);
    },
  },
  {
    method: "GET",
    path: "/alliances/:alliance_id",
    cache: 3_600,
    answer(request) {
      const alliance = world.people.alliance(idOf(request, "alliance_id"));
      if (!alliance) throw new EsiError(404, "Alliance not found");
      return {
        creator_corporation_id: alliance.creatorCorporationId,
        creator_id: alliance.creatorId,
        date_founded: alliance.founded,
        ...(alliance.executorCorporationId === undefined
          ? {}
          : { executor_corporation_id: alliance.executorCorporationId }),
        name: alliance.name,
        ticker: alliance.ticker,
      };
    },
  },
];

const newShape = (corporation: Corporation): unknown => ({
  ...shared(corporation),
  ceo_id: corporation.ceoId,
  creator_id: corporation.ceoId,
  ...(corporation.factionId === undefined
    ? {}
    : { enlisted_faction_id: corporation.factionId }),
  friendly_fire: "legal",
  state: "active",
  tax_rates: { isk: 0.1, loyalty_point: 0 },
  type: corporation.isNpc ? "npc_owned" : "player_owned",
});

const oldShape = (corporation: Corporation): unknown => ({
  ...shared(corporation),
  ceo_id: corporation.ceoId,
  creator_id: corporation.ceoId,
  ...(corporation.factionId === undefined
    ? {}
    : { faction_id: corporation.factionId }),
  tax_rate: 0.1,
});

const shared = (corporation: Corporation) => ({
  ...(corporation.allianceId === undefined
    ? {}
    : { alliance_id: corporation.allianceId }),
  date_founded: corporation.founded,
  description: "",
  home_station_id: homeStationId,
  member_count: corporation.memberCount,
  name: corporation.name,
  shares: 1_000,
  ticker: corporation.ticker,
  war_eligible: !corporation.isNpc,
});
