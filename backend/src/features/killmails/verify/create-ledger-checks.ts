import type { Clock } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { Killmails } from "../killmails.ts";
import { bodyChecks } from "./body-checks.ts";
import { disputeChecks } from "./dispute-checks.ts";
import type { LedgerCheck } from "./ledger-check.ts";
import { observationChecks } from "./observation-checks.ts";
import { referenceChecks } from "./reference-checks.ts";
import { visibilityChecks } from "./visibility-checks.ts";

export interface VerifyDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly killmails: Pick<Killmails, "announce">;
}

/**
 * What must hold between the ledger and the tables, in the order in which to heal it. Each look is one statement, so it
 * sees one moment: workers may go on meanwhile.
 */
export function createLedgerChecks(deps: VerifyDeps): readonly LedgerCheck[] {
  return [
    ...referenceChecks(deps),
    ...bodyChecks(deps),
    ...disputeChecks(deps),
    ...observationChecks(deps),
    ...visibilityChecks(deps),
  ];
}
