import type { Cents } from "../../prices/index.ts";
import { iskText } from "../value/cents.ts";
import type { Label, LabelName } from "./label-names.ts";

const billion = 1e9 * 100;

const classes: readonly [least: Cents, name: LabelName][] = [
  [1000 * billion, "isk:1t+"],
  [100 * billion, "isk:100b+"],
  [10 * billion, "isk:10b+"],
  [5 * billion, "isk:5b+"],
  [billion, "isk:1b+"],
];

/** The highest class that the total reaches, as on zKillboard. */
export function iskLabel(total: Cents): Label {
  const [, name = "isk:under1b"] =
    classes.find(([least]) => total >= least) ?? [];
  return { name, reason: `It is worth ${iskText(total)} ISK in all.` };
}
