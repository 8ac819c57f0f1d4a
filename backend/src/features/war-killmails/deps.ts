import type { Clock, Logger } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { Killmails } from "../killmails/index.ts";

export interface WarKillmailsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly killmails: Pick<Killmails, "record" | "cursor" | "announce">;
  readonly esi: Pick<Esi, "wars" | "war" | "warKillmails">;
  readonly log: Logger;
}
