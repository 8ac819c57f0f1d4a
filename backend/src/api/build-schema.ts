import { addAccounts } from "../features/accounts/graphql.ts";
import { addCharacterSync } from "../features/character-sync/graphql/index.ts";
import { addCompleteness } from "../features/completeness/graphql.ts";
import { addCorporationSync } from "../features/corporation-sync/graphql/index.ts";
import { addEntities } from "../features/entities/graphql/index.ts";
import { addFits } from "../features/fits/graphql/index.ts";
import { addKillmails } from "../features/killmails/graphql/index.ts";
import { addManualPost } from "../features/manual-post/graphql.ts";
import { addLiveFeed } from "../features/live-feed/graphql.ts";
import { addOperations } from "../features/operations/graphql.ts";
import { addSyncChecks } from "../features/sync-checks/graphql/index.ts";
import { addUniverse } from "../features/universe/graphql/index.ts";
import { addValuation } from "../features/valuation/graphql/index.ts";
import { addPrices } from "../features/prices/graphql.ts";
import { addZkillboardBackfill } from "../features/zkillboard-backfill/graphql/index.ts";
import { addZkillboardFigures } from "../features/zkillboard-figures/graphql.ts";
import { createBuilder } from "../platform/graphql/index.ts";

/** The whole API. Features come in the order of their age: a younger one adds its fields to the types of older ones. */
export function buildSchema() {
  const builder = createBuilder();
  const accounts = addAccounts(builder);
  const killmails = addKillmails(builder, accounts);
  const syncChecks = addSyncChecks(builder);
  addCharacterSync(builder, accounts, syncChecks);
  const entities = addEntities(builder, { accounts, killmails });
  addCorporationSync(builder, { accounts, killmails, syncChecks, entities });
  const universe = addUniverse(builder, killmails);
  addValuation(builder, { ...killmails, ...universe });
  addManualPost(builder, killmails);
  addZkillboardFigures(builder, killmails);
  addZkillboardBackfill(builder, accounts);
  addLiveFeed(builder);
  addCompleteness(builder);
  addFits(builder, { accounts, killmails, universe });
  addPrices(builder);
  addOperations(builder, accounts);
  return builder.toSchema();
}
