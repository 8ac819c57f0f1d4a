import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi, EsiBudget } from "../../platform/esi/index.ts";
import type { PubSub } from "../../platform/pubsub/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Killmails } from "../killmails/index.ts";

export interface CharacterSyncDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<
    Accounts,
    "linkedCharacter" | "accessToken" | "refusedToken"
  >;
  readonly killmails: Pick<
    Killmails,
    | "record"
    | "cursor"
    | "announce"
    | "countsForGrant"
    | "noteMembers"
    | "forgetMember"
    | "resumePublication"
  >;
  readonly esi: Pick<Esi, "characterKillmails" | "character" | "affiliations">;
  readonly budget: Pick<EsiBudget, "remaining">;
  /** The client id at EVE SSO: ESI's budgets are kept for application and character. */
  readonly applicationId: string;
  readonly outbox: Outbox;
  readonly pubsub: Pick<PubSub, "publish">;
  readonly log: Logger;
}
