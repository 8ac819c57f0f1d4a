import type { StaticFacts } from "@killreport/backend/features/universe/index.ts";
import { createValuer } from "@killreport/backend/features/valuation/index.ts";
import {
  compareTotals,
  isEmptyPod,
  isFullyPriced,
  mode,
} from "./compare-totals.ts";
import { type Estimates, readPriceBook } from "./read-price-book.ts";
import { solvePrices } from "./solve-prices.ts";
import type { ValuedMail } from "./valued-mails.ts";

const folds = 5;

/** Errors of totals of mails that had no part in solving the prices they are valued by: five times, another fifth is left out. */
export function holdOut(
  mails: readonly ValuedMail[],
  deps: { facts: StaticFacts; folder: string; estimates: Estimates },
): number[] {
  const { facts, folder, estimates } = deps;
  const known = createValuer({ facts, book: readPriceBook(folder, new Map()) });
  const knownPrice = (typeId: number, mail: ValuedMail) =>
    known.pricer(new Date(mail.killmail_time), mode).unitPrice(typeId).price /
    100;
  return Array.from({ length: folds }, (_, fold) => {
    const isHeldOut = (_mail: ValuedMail, index: number) =>
      index % folds === fold;
    const solved = solvePrices(
      mails.filter((mail, index) => !isHeldOut(mail, index)),
      (typeId) => estimates.has(typeId),
      knownPrice,
    );
    const found = new Map([...solved].filter(([, price]) => price > 0));
    return compareTotals(mails.filter(isHeldOut), {
      facts,
      book: readPriceBook(folder, found),
    })
      .filter(isFullyPriced)
      .filter(({ mail }) => !isEmptyPod(mail, facts))
      .map(({ error }) => error);
  }).flat();
}
