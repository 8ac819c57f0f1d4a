import type { Cents, DailyAverage } from "../../prices/index.ts";
import { dividedCents } from "./cents.ts";

/** What a type cost by its daily averages, with what was done to find it. */
export interface MeanOfDays {
  readonly mean: Cents;
  /** The oldest and the newest of the days found. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly found: number;
  /** How many of the lowest and highest were dropped, whatever they were. */
  readonly droppedLow: number;
  readonly droppedHigh: number;
  /** Days so far from the others that they are no prices; left out beside the dropped ones. */
  readonly leftOut: number;
}

export const mostDays = 34;
/** A thin market is looked at for so long; zKillboard's sheets reach back as far. */
export const longestLookBackDays = 730;
/** A mistyped or manipulated trade is told from a price that moved by this factor. */
const unbelievable = 100;
/** As the book promises; a book that breaks it does no harm. */
const mostBelievable: Cents = 1e15;

/**
 * zKillboard's mean: of up to 34 daily averages at or before `lastDay`, without the two lowest and the two highest where
 * there are 34, without the two highest where there are more than 6. What is left and is a hundred times more or less
 * than the middle is left out, which zKillboard does not do. Null where there is no day.
 */
export function meanOfDays(
  daily: readonly DailyAverage[],
  lastDay: number,
): MeanOfDays | null {
  const days: DailyAverage[] = [];
  for (
    let index = indexAfter(daily, lastDay) - 1;
    index >= 0 && days.length < mostDays;
    index--
  ) {
    const one = daily[index];
    if (one === undefined || one.day <= lastDay - longestLookBackDays) break;
    if (isBelievable(one.average)) days.push(one);
  }
  const [newest] = days;
  const oldest = days.at(-1);
  if (newest === undefined || oldest === undefined) return null;
  const sorted = days.map(({ average }) => average).sort((a, b) => a - b);
  const droppedLow = sorted.length === mostDays ? 2 : 0;
  const droppedHigh = sorted.length > 6 ? 2 : 0;
  const kept = sorted.slice(droppedLow, sorted.length - droppedHigh);
  const middle = kept[Math.floor((kept.length - 1) / 2)] ?? 0;
  const near = kept.filter((price) => isNear(price, middle));
  const sum = near.reduce((total, price) => total + BigInt(price), 0n);
  return {
    mean: dividedCents(sum, near.length),
    fromDay: oldest.day,
    toDay: newest.day,
    found: days.length,
    droppedLow,
    droppedHigh,
    leftOut: kept.length - near.length,
  };
}

/** The average of one day; null where there is none to be believed. */
export function averageOf(
  daily: readonly DailyAverage[],
  day: number,
): Cents | null {
  const one = daily[indexAfter(daily, day) - 1];
  return one?.day === day && isBelievable(one.average) ? one.average : null;
}

/** Whether two prices can be of the same thing. */
export function isNear(price: Cents, other: Cents): boolean {
  return price <= other * unbelievable && price * unbelievable >= other;
}

/** Whether it is a price at all. */
export function isBelievable(price: Cents): boolean {
  return Number.isSafeInteger(price) && price > 0 && price <= mostBelievable;
}

/** Where the days after `day` begin. */
function indexAfter(daily: readonly DailyAverage[], day: number): number {
  let low = 0;
  let high = daily.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((daily[middle]?.day ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
