import type { Builder } from "../../../platform/graphql/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { Label } from "../labels/label-names.ts";
import type { LoadValue } from "./index.ts";

export function addLabels(
  builder: Builder,
  { Killmail }: Pick<KillmailTypes, "Killmail">,
  loadValue: LoadValue,
): void {
  const LabelRef = builder.objectRef<Label>("KillmailLabel").implement({
    fields: (t) => ({
      name: t.exposeString("name", {
        description:
          'zKillboard\'s name where it has one, for example "solo", "loc:lowsec", "#:5+" or "ganked".',
      }),
      reason: t.exposeString("reason", {
        description: "Why the mail carries it: a sentence in English.",
      }),
    }),
  });

  builder.objectFields(Killmail, (t) => ({
    labels: t.field({
      type: [LabelRef],
      description:
        "None until the mail has been valued. `ganked` and `padding` follow from other public mails and may come later.",
      resolve: async (mail, _, context) => {
        const value = await loadValue(mail, context);
        return value === null ? [] : context.app.valuation.labels(mail, value);
      },
    }),
    points: t.int({
      nullable: true,
      description:
        "By zKillboard's rule: how dangerous the loss was, for how many and how large attackers; at least 1. Null until the mail has been valued, and where the static data lack the dogma it takes.",
      resolve: async (mail, _, context) =>
        (await loadValue(mail, context))?.points ?? null,
    }),
  }));
}
