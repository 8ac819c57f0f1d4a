import type { KillmailId } from "../../kernel/index.ts";
import { type Builder, defineLoader } from "../../platform/graphql/index.ts";
import type { KillmailTypes } from "../killmails/graphql/index.ts";
import type {
  ReferenceFigures,
  StoredFigures,
  ZkillboardFigures,
} from "./zkillboard-figures.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly zkillboardFigures: ZkillboardFigures;
  }
}

const figures = defineLoader<KillmailId, ReferenceFigures[]>(
  (killmailIds, { app }) => app.zkillboardFigures.of(killmailIds),
);

/** Adds what zKillboard says of a mail. */
export function addZkillboardFigures(
  builder: Builder,
  { Killmail }: Pick<KillmailTypes, "Killmail">,
): void {
  const amount = (description: string) => ({
    nullable: true as const,
    description: `${description}, ISK as decimal text.`,
  });
  const ZkillboardFiguresRef = builder
    .objectRef<StoredFigures>("ZkillboardFigures")
    .implement({
      description:
        "What zKillboard says of a public killmail, by its own rules and prices.",
      fields: (t) => ({
        totalValue: t.exposeString("totalValueIsk", amount("Hull and items")),
        fittedValue: t.exposeString(
          "fittedValueIsk",
          amount("Hull and what was fitted"),
        ),
        droppedValue: t.exposeString(
          "droppedValueIsk",
          amount("What was left in the wreck"),
        ),
        destroyedValue: t.exposeString(
          "destroyedValueIsk",
          amount("Hull and what went with it"),
        ),
        points: t.exposeInt("points", { nullable: true }),
        locationId: t.id({
          nullable: true,
          description:
            "Celestial, stargate, station or structure it happened at.",
          resolve: ({ locationId }) =>
            locationId === null ? null : String(locationId),
        }),
        isNpc: t.exposeBoolean("isNpc"),
        isSolo: t.exposeBoolean("isSolo"),
        isAwox: t.exposeBoolean("isAwox"),
        labels: t.stringList({
          description:
            'For example "loc:lowsec", "#:5+" or "ganked"; some are added hours later.',
          resolve: ({ labels }) => [...labels],
        }),
        updatedAt: t.expose("updatedAt", {
          type: "DateTime",
          description: "When zKillboard said so.",
        }),
      }),
    });

  builder.objectField(Killmail, "zkillboard", (t) =>
    t.field({
      type: ZkillboardFiguresRef,
      nullable: true,
      description: "Null where zKillboard has said nothing to this site yet.",
      resolve: async ({ id, hash }, _, context) =>
        (await context.loaders.load(figures, id, context))?.find(
          (one) => one.hash === hash,
        ) ?? null,
    }),
  );
}
