import type { ValuedMail } from "./valued-mails.ts";
import type { Estimates } from "./read-price-book.ts";

interface Equation {
  readonly target: number;
  readonly terms: readonly { typeId: number; quantity: number }[];
}

const sweeps = 300;

/**
 * Prices of types that explain best, in relation to their size, what zKillboard says was destroyed and dropped of each
 * mail: none below zero, one after the other moved to where the rest leaves it. For a hold-out only.
 */
export function solvePrices(
  mails: readonly ValuedMail[],
  isSolved: (typeId: number) => boolean,
  knownPrice: (typeId: number, mail: ValuedMail) => number,
): Estimates {
  const equations = mails.flatMap((mail) =>
    equationsOf(mail, isSolved, knownPrice),
  );
  const uses = new Map<number, { row: number; share: number }[]>();
  // Each row divided by its target: a tenth of a frigate matters as much as a tenth of a titan.
  const missing = new Float64Array(equations.length).fill(1);
  for (const [row, { target, terms }] of equations.entries())
    for (const { typeId, quantity } of terms) {
      const of = uses.get(typeId) ?? [];
      uses.set(typeId, of);
      of.push({ row, share: quantity / target });
    }
  const prices = new Map<number, number>();
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (const [typeId, rows] of uses) {
      const before = prices.get(typeId) ?? 0;
      let weighted = 0;
      let weight = 0;
      for (const { row, share } of rows) {
        weighted += share * ((missing[row] ?? 0) + share * before);
        weight += share * share;
      }
      const price = Math.max(0, weighted / weight);
      for (const { row, share } of rows)
        missing[row] = (missing[row] ?? 0) - share * (price - before);
      prices.set(typeId, price);
    }
  return new Map(
    [...prices].map(([typeId, price]) => [typeId, Math.round(price * 100)]),
  );
}

function equationsOf(
  mail: ValuedMail,
  isSolved: (typeId: number) => boolean,
  knownPrice: (typeId: number, mail: ValuedMail) => number,
): Equation[] {
  const destroyed = new Map([[mail.victim.ship_type_id, 1]]);
  const dropped = new Map<number, number>();
  for (const item of mail.victim.items ?? [])
    for (const one of [item, ...(item.items ?? [])]) {
      if (one.singleton === 2 || one.flag === 179) continue;
      add(destroyed, one.item_type_id, one.quantity_destroyed ?? 0);
      add(dropped, one.item_type_id, one.quantity_dropped ?? 0);
    }
  return [
    { all: destroyed, target: mail.zkb.destroyedValue ?? 0 },
    { all: dropped, target: mail.zkb.droppedValue ?? 0 },
  ].flatMap(({ all, target }) => {
    let rest = target;
    const terms: { typeId: number; quantity: number }[] = [];
    for (const [typeId, quantity] of all)
      if (isSolved(typeId)) terms.push({ typeId, quantity });
      else rest -= quantity * knownPrice(typeId, mail);
    return terms.length === 0 || rest < 1 ? [] : [{ target: rest, terms }];
  });
}

function add(all: Map<number, number>, typeId: number, quantity: number): void {
  if (quantity > 0) all.set(typeId, (all.get(typeId) ?? 0) + quantity);
}
