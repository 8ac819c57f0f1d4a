import type { StaticFacts } from "../../universe/index.ts";
import { fightLabels } from "./fight-labels.ts";
import { iskLabel, type LabelledValue } from "./isk-label.ts";
import type { Label } from "./label-names.ts";
import type { LabelledMail } from "./parties.ts";
import { placeLabel } from "./place-label.ts";
import { targetLabels } from "./target-labels.ts";
import { timeLabel } from "./time-label.ts";
import { warLabels } from "./war-labels.ts";

/** The labels that follow from the mail itself and its worth. Those that follow from other mails come later. */
export function labelsOf(
  mail: LabelledMail,
  { facts, value }: { facts: StaticFacts; value: LabelledValue },
): Label[] {
  const place = placeLabel(mail, facts);
  const isk = iskLabel(value);
  return [
    ...fightLabels(mail, facts),
    ...targetLabels(mail, facts),
    ...warLabels(mail),
    ...(isk === null ? [] : [isk]),
    ...(place === null ? [] : [place]),
    timeLabel(new Date(mail.killmail_time)),
  ];
}
