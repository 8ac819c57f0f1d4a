import type { EsiKillmail } from "@killreport/backend/features/killmails/index.ts";
import type { PriceBook } from "@killreport/backend/features/prices/index.ts";
import type { StaticFacts } from "@killreport/backend/features/universe/index.ts";
import {
  createValuer,
  type KillmailValue,
} from "@killreport/backend/features/valuation/index.ts";
import type { ValuedMail } from "./valued-mails.ts";

/** Our total of a mail beside zKillboard's. */
export interface ComparedTotal {
  readonly mail: ValuedMail;
  readonly value: KillmailValue;
  /** Share of zKillboard's total by which ours, by zKillboard's rules, differs. */
  readonly error: number;
}

/** By the mean of days and the kill day's own average, as zKillboard ends up with. */
export const mode = "repriced";

export function compareTotals(
  mails: readonly ValuedMail[],
  deps: { facts: StaticFacts; book: PriceBook },
): ComparedTotal[] {
  const valuer = createValuer(deps);
  return mails.map((mail) => {
    const value = valuer.value(mail, mode);
    const theirs = mail.zkb.totalValue;
    const ours = value.zkillboardTotal / 100;
    return { mail, value, error: Math.abs(ours - theirs) / theirs };
  });
}

export function isFullyPriced({ value }: ComparedTotal): boolean {
  return value.unpriced === 0;
}

const capsules = 29;

/** A capsule without implants is worth the same everywhere: it would make any rule look good. */
export function isEmptyPod(
  { victim }: Pick<EsiKillmail, "victim">,
  facts: StaticFacts,
): boolean {
  return (
    facts.type(victim.ship_type_id)?.groupId === capsules &&
    (victim.items ?? []).length === 0
  );
}
