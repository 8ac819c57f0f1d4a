import type { EsiKillmail } from "../../killmails/index.ts";
import type { PriceBook } from "../../prices/index.ts";
import type { StaticFacts } from "../../universe/index.ts";
import { createPricer, type Pricer } from "./create-pricer.ts";
import { dayOf, lastPricingDay, type PricingMode } from "./kill-day.ts";
import { type KillmailValue, valueKillmail } from "./value-killmail.ts";

/** Values mails of any days by one book and one build of the static data. */
export interface Valuer {
  value(
    esi: Pick<EsiKillmail, "killmail_id" | "killmail_time" | "victim">,
    mode: PricingMode,
  ): KillmailValue;
  /** Prices at the moment of a kill. */
  pricer(time: Date, mode: PricingMode): Pricer;
}

export function createValuer(deps: {
  facts: StaticFacts;
  book: PriceBook;
}): Valuer {
  const pricers: Record<PricingMode, Map<number, Pricer>> = {
    first: new Map(),
    repriced: new Map(),
  };

  function pricer(time: Date, mode: PricingMode): Pricer {
    const day = dayOf(time);
    const lastDay = lastPricingDay(time, mode);
    // One day before the kill's at most.
    const key = day * 2 + (day - lastDay);
    let found = pricers[mode].get(key);
    if (found === undefined) {
      found = createPricer({ ...deps, mode, killDay: day, lastDay });
      pricers[mode].set(key, found);
    }
    return found;
  }

  return {
    pricer,
    value: (esi, mode) =>
      valueKillmail(esi, {
        facts: deps.facts,
        pricer: pricer(new Date(esi.killmail_time), mode),
      }),
  };
}
