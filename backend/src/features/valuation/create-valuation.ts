import type { Outbox } from "../../platform/queue/index.ts";
import type { StoredKillmail } from "../killmails/index.ts";
import { lateLabels } from "./late/late-labels.ts";
import { type Label, labelsOfBits } from "./labels/label-names.ts";
import { labelsOf } from "./labels/labels-of.ts";
import { explainValue } from "./explain-value.ts";
import { noteNewPricesTask } from "./note-new-prices.task.ts";
import { priceKillmails } from "./price-killmails.ts";
import { queueDue } from "./queue-due.ts";
import { revalueDayTask } from "./revalue-day.task.ts";
import { shownValue } from "./shown-value.ts";
import { noteDueDays } from "./store/due-days.ts";
import { readValues } from "./store/value-rows.ts";
import { insuranceOf } from "./value/insurance.ts";
import {
  type ValuationDeps,
  valueKillmailsTask,
} from "./value-killmails.task.ts";
import type { FrigateBay, StoredValue, Valuation } from "./valuation.ts";

export function createValuation(
  deps: ValuationDeps & {
    readonly outbox: Outbox;
    readonly frigateBay: FrigateBay;
  },
): Valuation {
  const { database, clock, frigateBay, universe } = deps;

  async function priced(
    asked: readonly { mail: StoredKillmail; value: StoredValue | null }[],
  ) {
    const facts = await universe.facts();
    return priceKillmails(
      { ...deps, facts },
      asked.map(({ mail, value }) => ({
        mail,
        mode: value?.isRepriced === true ? "repriced" : "first",
      })),
    );
  }

  return {
    of: (killmailIds) => readValues(database.prisma, killmailIds),
    shown: (value) => shownValue(value, frigateBay),
    async labels(mail, value) {
      const facts = await universe.facts();
      // By which it was labelled, whatever the site shows.
      const ours = { ...value, ...shownValue(value, "price") };
      const known = new Map(
        [
          ...labelsOf(mail.esi, { facts, value: ours }),
          ...lateLabels(value),
        ].map((label) => [label.name, label]),
      );
      return labelsOfBits(value.labels).map(
        (name): Label =>
          known.get(name) ?? {
            name,
            reason:
              "The static data this site had when the mail was valued said so; those of now do not.",
          },
      );
    },
    priced,
    async explain(mail, value) {
      const facts = await universe.facts();
      const [prices] = await priced([{ mail, value }]);
      if (prices === undefined) throw new Error("A mail was not priced");
      return explainValue(prices, value, facts);
    },
    async insurance(shipTypeId) {
      return insuranceOf(await universe.facts(), shipTypeId);
    },
    revalue: (days) =>
      noteDueDays(database.prisma, days, {
        typeIds: null,
        now: clock.now(),
        dueAt: clock.now(),
        isWaiting: false,
      }),
    queueDue: (now) => queueDue(deps, now),
    implementations: [
      valueKillmailsTask(deps),
      noteNewPricesTask(deps),
      revalueDayTask(deps),
    ],
  };
}
