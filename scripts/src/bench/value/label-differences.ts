import type { StaticFacts } from "@killreport/backend/features/universe/index.ts";
import { labelsOf } from "@killreport/backend/features/valuation/index.ts";
import { nameOf, type ValuedMail } from "./valued-mails.ts";

const compared = ["solo", "npc", "awox"] as const;

/** Where our labels and zKillboard's differ, a sentence for each. */
export function labelDifferences(
  mails: readonly ValuedMail[],
  facts: StaticFacts,
): string[] {
  return mails.flatMap((mail) => {
    const ours = new Set<string>(
      labelsOf(mail, { facts, value: { total: 0, hull: 0, unpriced: 0 } }).map(
        ({ name }) => name,
      ),
    );
    return compared
      .filter((name) => ours.has(name) !== mail.zkb[name])
      .map(
        (name) =>
          `${nameOf(mail)}: zKillboard says ${mail.zkb[name] ? "" : "not "}${name}`,
      );
  });
}
