import type { Clock, Logger } from "../../kernel/index.ts";
import type { Janice, Mutamarket } from "../../platform/appraisals/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Esi } from "../../platform/esi/index.ts";
import type { PublishedDays } from "../../platform/everef/index.ts";
import type { Outbox } from "../../platform/queue/index.ts";
import type { PriceSource } from "./price-source.ts";

export interface PricesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly log: Logger;
  readonly esi: Pick<Esi, "marketPrices" | "marketHistory">;
  /** EVE Ref's market history. */
  readonly everef: PublishedDays;
  /** Null: there is no key. */
  readonly janice: Janice | null;
  readonly mutamarket: Mutamarket;
  /** Where downloads go. */
  readonly dataDir: string;
  /** Whom to ask, in the order in which they are believed where The Forge's averages know nothing. */
  readonly sources: readonly PriceSource[];
}
