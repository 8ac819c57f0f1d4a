import { workOff } from "../../../../../tests/support/work-off.ts";
import type { KillmailId } from "../../../kernel/index.ts";
import { id } from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { EsiKillmail, KillmailsDeps } from "../../killmails/index.ts";
import { createTestKillmails } from "../../killmails/test-support/create-test-killmails.ts";
import type { PriceBook } from "../../prices/index.ts";
import { pricesArrived, type PricesArrived } from "../../prices/index.ts";
import { createValuation } from "../create-valuation.ts";
import { valuationListeners } from "../tasks.ts";
import { valuationEffect } from "../valuation-effect.ts";
import { labelsOfBits } from "../labels/label-names.ts";
import { bookOf } from "./book-of.ts";
import { labelFacts } from "./labelled-mail.ts";

/** Mails, their values, and prices and static data that a test sets. */
export function openValuationSite(
  database: Database,
  options: Pick<KillmailsDeps, "retentionYears"> = {},
) {
  const test = createTestKillmails(database, {
    ...options,
    laterEffects: [valuationEffect],
    listeners: valuationListeners,
  });
  const { killmails, clock, outbox } = test;
  let book: PriceBook = bookOf({});
  const valuation = createValuation({
    database,
    clock,
    outbox,
    killmails,
    universe: { facts: () => Promise.resolve(labelFacts) },
    prices: { book: () => Promise.resolve(book) },
    frigateBay: "price",
  });
  const valuationTasks = valuation.implementations.map(
    ({ contract }) => contract.name,
  );
  return {
    ...test,
    valuation,
    setPrices: (known: Parameters<typeof bookOf>[0]) => {
      book = bookOf(known);
    },
    /** Does what is due now, each order twice; returns which. */
    work: () =>
      workOff(database, clock, valuation.implementations, valuationTasks),
    tellPrices: (arrived: PricesArrived) =>
      database.transaction((tx) =>
        outbox.emit(tx, pricesArrived, arrived, { priority: "recent" }),
      ),
    async valueOf(esi: Pick<EsiKillmail, "killmail_id">) {
      const killmailId = id<KillmailId>(esi.killmail_id);
      return (await valuation.of([killmailId])).get(killmailId);
    },
    async labelsOf(esi: Pick<EsiKillmail, "killmail_id">) {
      const killmailId = id<KillmailId>(esi.killmail_id);
      const found = (await valuation.of([killmailId])).get(killmailId);
      return found === undefined ? null : labelsOfBits(found.labels);
    },
    async revisionOf(esi: Pick<EsiKillmail, "killmail_id">) {
      const found = await killmails.byIds({ kind: "anonymous" }, [
        id<KillmailId>(esi.killmail_id),
      ]);
      return found.get(id<KillmailId>(esi.killmail_id))?.revision;
    },
  };
}
