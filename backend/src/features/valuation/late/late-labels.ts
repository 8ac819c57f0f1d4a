import type { StoredValue } from "../valuation.ts";
import type { Label } from "../labels/label-names.ts";

/** Labels that follow from other, public, mails. */
export function lateLabels({
  gankedBy,
  paddingOf,
}: Pick<StoredValue, "gankedBy" | "paddingOf">): Label[] {
  return [
    ...(gankedBy === null
      ? []
      : [
          {
            name: "ganked" as const,
            reason: `CONCORD destroyed an attacker for it: killmail ${gankedBy}.`,
          },
        ]),
    ...(paddingOf === null
      ? []
      : [
          {
            name: "padding" as const,
            reason: `The same pilot lost the same kind of ship at least twice before in a short time, to the same final blow or in the same place; first on killmail ${paddingOf}.`,
          },
        ]),
  ];
}
