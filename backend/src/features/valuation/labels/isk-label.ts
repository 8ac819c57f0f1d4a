import type { Cents } from "../../prices/index.ts";
import { iskText, oneCent } from "../value/cents.ts";
import type { Label, LabelName } from "./label-names.ts";

const billion = 1e9 * 100;

const classes: readonly [least: Cents, name: LabelName][] = [
  [1000 * billion, "isk:1t+"],
  [100 * billion, "isk:100b+"],
  [10 * billion, "isk:10b+"],
  [5 * billion, "isk:5b+"],
  [billion, "isk:1b+"],
];

/** What labels ask of a value. */
export interface LabelledValue {
  readonly total: Cents;
  readonly hull: Cents;
  /** Rows, the hull among them, without a known price. */
  readonly unpriced: number;
}

/** The highest class that the total reaches, as on zKillboard. Null where the hull has no known price and the rest is cheap: it may be worth anything. */
export function iskLabel({
  total,
  hull,
  unpriced,
}: LabelledValue): Label | null {
  const [, name] = classes.find(([least]) => total >= least) ?? [];
  if (name === undefined && unpriced > 0 && hull <= oneCent) return null;
  const missing =
    unpriced === 0
      ? ""
      : `, without the ${unpriced} rows that have no known price`;
  return {
    name: name ?? "isk:under1b",
    reason: `It is worth ${iskText(total)} ISK in all${missing}.`,
  };
}
