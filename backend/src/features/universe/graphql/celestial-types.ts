import { defineLoader, type Builder } from "../../../platform/graphql/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { NearestCelestial } from "../nearest-celestial.ts";
import type { Spot } from "../universe.ts";

const nearest = defineLoader<Spot, NearestCelestial>((spots, { app }) =>
  app.universe.nearestCelestials(spots),
);

/** What a mail happened next to. */
export function addCelestials(
  builder: Builder,
  { Killmail }: KillmailTypes,
): void {
  const NearestCelestialRef = builder
    .objectRef<NearestCelestial>("NearestCelestial")
    .implement({
      description: "A star, planet, moon, belt, stargate or station.",
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        name: t.exposeString("name"),
        typeId: t.id({
          nullable: true,
          resolve: ({ typeId }) => (typeId === null ? null : String(typeId)),
        }),
        distanceMeters: t.exposeFloat("distanceMeters", {
          description: "From where the victim was to the celestial's centre.",
        }),
      }),
    });

  builder.objectField(Killmail, "nearestCelestial", (t) =>
    t.field({
      type: NearestCelestialRef,
      nullable: true,
      description:
        "What was nearest to the victim. Null where the mail does not say where it was (before 2015, mostly), or the static data know of nothing there.",
      resolve: ({ esi }, _, context) => {
        const { position } = esi.victim;
        if (position === undefined) return null;
        const spot = { systemId: esi.solar_system_id, position };
        return context.loaders.load(nearest, spot, context);
      },
    }),
  );
}
