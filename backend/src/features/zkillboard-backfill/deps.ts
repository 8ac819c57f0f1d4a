import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Zkillboard } from "../../platform/zkillboard/index.ts";
import type { Accounts } from "../accounts/index.ts";
import type { CorporationSync } from "../corporation-sync/index.ts";
import type { Killmails } from "../killmails/index.ts";

export interface ZkillboardBackfillDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly accounts: Pick<
    Accounts,
    "isAdmin" | "linkedCharacter" | "linkedCharacters"
  >;
  readonly corporationSync: Pick<CorporationSync, "views">;
  readonly killmails: Pick<Killmails, "ingest">;
  readonly zkillboard: Pick<Zkillboard, "month" | "nextTurn">;
  readonly log: Logger;
}
