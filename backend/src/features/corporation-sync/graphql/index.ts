import type { Builder } from "../../../platform/graphql/index.ts";
import type { AccountTypes } from "../../accounts/graphql.ts";
import type { EntityTypes } from "../../entities/graphql/index.ts";
import type { PublicationTypes } from "../../killmails/graphql/index.ts";
import type { SyncCheckTypes } from "../../sync-checks/graphql/index.ts";
import type { CorporationSync } from "../corporation-sync.ts";
import { addCorporationMutations } from "./corporation-mutations.ts";
import { addCorporationSyncType } from "./corporation-sync-type.ts";

declare module "../../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly corporationSync: Pick<
      CorporationSync,
      | "views"
      | "checks"
      | "gaps"
      | "setEnabled"
      | "setAudience"
      | "setPublicationDelay"
    >;
  }
}

/** Adds the switch "sync my corporation's killmails" of each linked character, and what a director decides. */
export function addCorporationSync(
  builder: Builder,
  older: {
    accounts: AccountTypes;
    killmails: PublicationTypes;
    syncChecks: SyncCheckTypes;
    entities: EntityTypes;
  },
): void {
  const { Audience } = addCorporationSyncType(builder, older);
  addCorporationMutations(builder, { ...older, Audience });
}
