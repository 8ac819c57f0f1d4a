import type { KillmailId, TaskImplementation } from "../../kernel/index.ts";
import type { StoredKillmail } from "../killmails/index.ts";
import type { Cents } from "../prices/index.ts";
import type { Label } from "./labels/label-names.ts";
import type { PriceExplanation } from "./value/explain-price.ts";
import type { InsuranceRange } from "./value/insurance.ts";
import type { PricedKillmail } from "./price-killmails.ts";

/** What a mail is worth, as it was valued. */
export interface StoredValue {
  readonly killmailId: KillmailId;
  /** Of the rules, see valuation-version.ts. */
  readonly version: number;
  /** 1 for the first valuation, one more with each re-pricing that changed something. */
  readonly revision: number;
  /** False: by nothing from after the kill. */
  readonly isRepriced: boolean;
  readonly pricedAt: Date;
  readonly hull: Cents;
  readonly fitted: Cents;
  readonly destroyed: Cents;
  readonly dropped: Cents;
  readonly bayDestroyed: Cents;
  readonly bayDropped: Cents;
  readonly zkillboardTotal: Cents;
  /** Rows without a known price. */
  readonly unpriced: number;
  /** Of labels, see label-names.ts. */
  readonly labels: number;
  /** Null: the static data lack what it takes. */
  readonly points: number | null;
  readonly gankedBy: KillmailId | null;
  readonly paddingOf: KillmailId | null;
}

/** What ships in frigate escape bays count: their price, or 0.01 ISK as on zKillboard. */
export type FrigateBay = "price" | "zkillboard";

/** A mail's figures as this site shows them. */
export interface ShownValue extends Pick<
  StoredValue,
  "hull" | "fitted" | "destroyed" | "dropped" | "zkillboardTotal"
> {
  readonly total: Cents;
}

/** One row of a mail with the reason for its price. */
export interface ExplainedLine {
  readonly typeId: number;
  /** The game's inventory flag; null for the hull. */
  readonly flag: number | null;
  /** What it lies in. */
  readonly containerTypeId: number | null;
  readonly quantityDestroyed: number;
  readonly quantityDropped: number;
  readonly unitPrice: Cents;
  /** Of all of them. */
  readonly total: Cents;
  readonly explanation: PriceExplanation;
}

export interface Explanation {
  readonly lines: readonly ExplainedLine[];
  /** Whether the prices that are known now still give what was stored; where not, the lines add up to something else. */
  readonly isAsValued: boolean;
  /** By which days the lines are priced. */
  readonly note: string;
}

export interface Valuation {
  /** Those of the mails that have been valued. Who may see them is decided by who asks. */
  of(killmailIds: readonly KillmailId[]): Promise<Map<KillmailId, StoredValue>>;
  /** By the site's choice for frigate escape bays. */
  shown(value: StoredValue): ShownValue;
  /** Of the mail as it was valued. Those that only the static data of then knew have a reason that says so. */
  labels(mail: StoredKillmail, value: StoredValue): Promise<Label[]>;
  /** The prices of mails' rows, by what is known now and by the days each was valued with. */
  priced(
    mails: readonly { mail: StoredKillmail; value: StoredValue | null }[],
  ): Promise<PricedKillmail[]>;
  explain(mail: StoredKillmail, value: StoredValue): Promise<Explanation>;
  /** Null where it can not be insured or no base price is known. */
  insurance(shipTypeId: number): Promise<InsuranceRange | null>;
  /** Has the mails of these days (since 1970-01-01, both included) valued again, soon. Returns how many days there are. */
  revalue(days: { fromDay: number; toDay: number }): Promise<number>;
  /** Orders what is due, and labels what became public. Returns how many orders were given. */
  queueDue(now: Date): Promise<number>;
  readonly implementations: readonly TaskImplementation[];
}
