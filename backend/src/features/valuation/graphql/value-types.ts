import { id, type TypeId } from "../../../kernel/index.ts";
import type { Builder } from "../../../platform/graphql/index.ts";
import type { StoredKillmail } from "../../killmails/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { UniverseTypes } from "../../universe/graphql/index.ts";
import { iskText } from "../value/cents.ts";
import type { InsuranceRange } from "../value/insurance.ts";
import type {
  ExplainedLine,
  Explanation,
  ShownValue,
  StoredValue,
} from "../valuation.ts";
import type { LoadValue } from "./index.ts";

/** A mail's value with the mail. */
interface ValueOfMail {
  readonly mail: StoredKillmail;
  readonly stored: StoredValue;
  readonly shown: ShownValue;
}

export function addValueTypes(
  builder: Builder,
  {
    Killmail,
    ItemType,
  }: Pick<KillmailTypes, "Killmail"> & Pick<UniverseTypes, "ItemType">,
  loadValue: LoadValue,
): void {
  const Insurance = builder
    .objectRef<InsuranceRange>("InsuranceRange")
    .implement({
      description:
        "What insurance pays for the hull: an estimate from its base price, as nobody outside the game sees the level that was bought, and CCP moves the insured value with the market. ISK as decimal text.",
      fields: (t) => ({
        none: t.string({
          description: "Without a contract: 40 % of the base price.",
          resolve: ({ none }) => iskText(none),
        }),
        platinum: t.string({
          description: "By the highest level: all of it.",
          resolve: ({ platinum }) => iskText(platinum),
        }),
      }),
    });

  const Line = builder.objectRef<ExplainedLine>("ValueLine").implement({
    description: "One row of the mail, or its hull, and why it is worth that.",
    fields: (t) => ({
      type: t.field({
        type: ItemType,
        resolve: ({ typeId }) => id<TypeId>(typeId),
      }),
      flag: t.exposeInt("flag", {
        nullable: true,
        description: "The game's inventory flag; null for the hull.",
      }),
      container: t.field({
        type: ItemType,
        nullable: true,
        description: "What it lies in, when that is a container.",
        resolve: ({ containerTypeId }) =>
          containerTypeId === null ? null : id<TypeId>(containerTypeId),
      }),
      quantityDestroyed: t.string({
        resolve: ({ quantityDestroyed }) => String(quantityDestroyed),
      }),
      quantityDropped: t.string({
        resolve: ({ quantityDropped }) => String(quantityDropped),
      }),
      unitPrice: t.string({
        description: "ISK as decimal text.",
        resolve: ({ unitPrice }) => iskText(unitPrice),
      }),
      totalPrice: t.string({
        description: "Of all of them, ISK as decimal text.",
        resolve: ({ total }) => iskText(total),
      }),
      rule: t.string({
        description:
          "`custom`, `fixed`, `build-cost`, `market`, `fallback` or `unknown`.",
        resolve: ({ explanation }) => explanation.rule,
      }),
      source: t.string({
        description: "Who said so, in words.",
        resolve: ({ explanation }) => explanation.source,
      }),
      fromDay: t.string({
        nullable: true,
        description:
          "The first day whose price was looked at, as `2024-01-31`; null where no day matters.",
        resolve: ({ explanation }) => explanation.fromDay,
      }),
      toDay: t.string({
        nullable: true,
        description: "The last such day.",
        resolve: ({ explanation }) => explanation.toDay,
      }),
      text: t.string({
        description: "The rule with the numbers it used: sentences in English.",
        resolve: ({ explanation }) => explanation.text,
      }),
    }),
  });

  const ExplanationRef = builder
    .objectRef<Explanation>("ValueExplanation")
    .implement({
      description: "Why a mail is worth what it is, row by row.",
      fields: (t) => ({
        lines: t.field({
          type: [Line],
          resolve: ({ lines }) => [...lines],
        }),
        isAsValued: t.exposeBoolean("isAsValued", {
          description:
            "False when prices of those days have changed since the mail was valued, so that the lines add up to something else than its total.",
        }),
        note: t.exposeString("note", {
          description: "By which days the lines are priced, in English.",
        }),
      }),
    });

  const amount = (
    description: string,
    pick: (shown: ShownValue) => number,
  ) => ({
    description: `${description}, ISK as decimal text.`,
    resolve: ({ shown }: ValueOfMail) => iskText(pick(shown)),
  });
  const Value = builder.objectRef<ValueOfMail>("KillmailValue").implement({
    description:
      "What a mail is worth by this site's rules and prices; zKillboard's own figures are in `zkillboard`.",
    fields: (t) => ({
      total: t.string(amount("Hull and items", ({ total }) => total)),
      hull: t.string(amount("The hull", ({ hull }) => hull)),
      fitted: t.string(
        amount("Hull and what was fitted", ({ fitted }) => fitted),
      ),
      destroyed: t.string(
        amount("Hull and what went with it", ({ destroyed }) => destroyed),
      ),
      dropped: t.string(
        amount("What was left in the wreck", ({ dropped }) => dropped),
      ),
      zkillboardTotal: t.string(
        amount(
          "The total by zKillboard's rules with the same prices: a ship in a frigate escape bay counts 0.01, and a stack of which part dropped counts whole on both sides",
          ({ zkillboardTotal }) => zkillboardTotal,
        ),
      ),
      unpricedCount: t.int({
        description:
          "How many rows, the hull among them, are of a type without a known price: they count 0.01 ISK each.",
        resolve: ({ stored }) => stored.unpriced,
      }),
      insurance: t.field({
        type: Insurance,
        nullable: true,
        description:
          "Null for what can not be insured, and where the static data say no base price.",
        resolve: ({ mail }, _, { app }) =>
          app.valuation.insurance(mail.esi.victim.ship_type_id),
      }),
      version: t.int({
        description: "Of the rules.",
        resolve: ({ stored }) => stored.version,
      }),
      revision: t.int({
        description:
          "1 for the first valuation, one more with each re-pricing that changed something.",
        resolve: ({ stored }) => stored.revision,
      }),
      isRepriced: t.boolean({
        description:
          "False: by prices from before the kill alone. True: the day of the kill was looked at, too.",
        resolve: ({ stored }) => stored.isRepriced,
      }),
      pricedAt: t.field({
        type: "DateTime",
        resolve: ({ stored }) => stored.pricedAt,
      }),
      explain: t.field({
        type: ExplanationRef,
        // It reads prices of two years for what is on the mail.
        extensions: { cost: 100 },
        description:
          "Worked out when it is asked for, from the prices of the days the mail was valued with.",
        resolve: ({ mail, stored }, _, { app }) =>
          app.valuation.explain(mail, stored),
      }),
    }),
  });

  builder.objectField(Killmail, "value", (t) =>
    t.field({
      type: Value,
      nullable: true,
      description:
        "Null until the mail has been valued, moments after it was stored; `killmailUpdated` tells of it.",
      resolve: async (mail, _, context) => {
        const stored = await loadValue(mail, context);
        return stored === null
          ? null
          : { mail, stored, shown: context.app.valuation.shown(stored) };
      },
    }),
  );
}
