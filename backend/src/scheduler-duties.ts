import type { CharacterSync } from "./features/character-sync/index.ts";
import type { Completeness } from "./features/completeness/index.ts";
import type { CorporationSync } from "./features/corporation-sync/index.ts";
import type { Entities } from "./features/entities/index.ts";
import type { Killmails } from "./features/killmails/index.ts";
import type { Prices } from "./features/prices/index.ts";
import type { Universe } from "./features/universe/index.ts";
import type { Valuation } from "./features/valuation/index.ts";
import type { WarKillmails } from "./features/war-killmails/index.ts";
import type { ZkillboardBackfill } from "./features/zkillboard-backfill/index.ts";

/** What the scheduler does every minute. Each tells how many it found to do. */
export function schedulerDuties(features: {
  characterSync: Pick<CharacterSync, "queueDue" | "queueAffiliations">;
  corporationSync: Pick<CorporationSync, "queueDue">;
  warKillmails: Pick<WarKillmails, "queueDue">;
  zkillboardBackfill: Pick<ZkillboardBackfill, "queueDue">;
  killmails: Pick<Killmails, "publishDue" | "keepPartitions">;
  completeness: Pick<Completeness, "queueDue">;
  prices: Pick<Prices, "queueDue">;
  universe: Pick<Universe, "queueDue">;
  valuation: Pick<Valuation, "queueDue">;
  entities: Pick<Entities, "queueDue">;
}) {
  const { characterSync, corporationSync, killmails, completeness } = features;
  const { warKillmails, zkillboardBackfill, universe } = features;
  const { prices, entities, valuation } = features;
  return [
    {
      name: "queue character syncs",
      run: (now: Date) => characterSync.queueDue(now),
    },
    {
      name: "queue corporation syncs",
      run: (now: Date) => corporationSync.queueDue(now),
    },
    {
      name: "refresh affiliations",
      run: (now: Date) => characterSync.queueAffiliations(now),
    },
    { name: "queue wars", run: (now: Date) => warKillmails.queueDue(now) },
    {
      name: "queue zKillboard backfills",
      run: (now: Date) => zkillboardBackfill.queueDue(now),
    },
    {
      name: "publish killmails",
      run: (now: Date) => killmails.publishDue(now),
    },
    {
      name: "compare with public archives",
      run: (now: Date) => completeness.queueDue(now),
    },
    {
      name: "refresh names and affiliations of others",
      run: (now: Date) => entities.queueDue(now),
    },
    {
      name: "ask for prices",
      run: (now: Date) => prices.queueDue(now),
    },
    {
      name: "value killmails again",
      run: (now: Date) => valuation.queueDue(now),
    },
    {
      name: "look for new static data",
      run: (now: Date) => universe.queueDue(now),
    },
    {
      name: "make partitions, take out expired killmails",
      run: (now: Date) => killmails.keepPartitions(now),
    },
  ];
}
