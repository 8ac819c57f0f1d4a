import type { SolarSystemId } from "../../../kernel/index.ts";
import { defineLoader, type Builder } from "../../../platform/graphql/index.ts";
import type { SolarSystem } from "../universe.ts";

const systems = defineLoader<SolarSystemId, SolarSystem>((ids, { app }) =>
  app.universe.systems(ids),
);

/** Where mails happen. */
export function addSolarSystem(builder: Builder) {
  const SpaceKind = builder.enumType("SpaceKind", {
    description: "What kind of space a system lies in.",
    values: {
      HIGH: { value: "high", description: "True security 0.45 and above." },
      LOW: { value: "low", description: "True security between 0 and 0.45." },
      NULL: { value: "null", description: "True security 0 and below." },
      WORMHOLE: {
        value: "wormhole",
        description: "`wormholeClass` says which.",
      },
      THERA: { value: "thera" },
      DRIFTER: {
        value: "drifter",
        description: "One of the five drifters' wormhole systems.",
      },
      POCHVEN: { value: "pochven" },
      ZARZAKH: { value: "zarzakh" },
      ABYSS: { value: "abyss", description: "Abyssal deadspace." },
      VOID: { value: "void" },
      HIDDEN: { value: "hidden", description: "Not on the map." },
      UNREACHABLE: {
        value: "unreachable",
        description: "Jove space, where no gate leads to.",
      },
    } as const,
  });
  const place = (name: "Constellation" | "Region") =>
    builder.objectRef<{ id: number; name: string | null }>(name).implement({
      fields: (t) => ({
        id: t.id({ resolve: ({ id }) => String(id) }),
        name: t.exposeString("name", { nullable: true }),
      }),
    });
  const Constellation = place("Constellation");
  const Region = place("Region");

  return builder.objectRef<SolarSystemId>("SolarSystem").implement({
    fields: (t) => ({
      id: t.id({ resolve: (systemId) => String(systemId) }),
      name: t.string({
        nullable: true,
        description: "Null until it is learnt, from the static data or ESI.",
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))?.name ??
          null,
      }),
      security: t.float({
        nullable: true,
        description: "Security status as the game displays it, one decimal.",
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))?.security ??
          null,
      }),
      spaceKind: t.field({
        type: SpaceKind,
        nullable: true,
        description: "Null until the system is learnt.",
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))?.spaceKind ??
          null,
      }),
      wormholeClass: t.int({
        nullable: true,
        description:
          "1 to 6 for C1 to C6, 13 for small shattered ones; null outside of `WORMHOLE`, or until the static data are imported.",
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))
            ?.wormholeClass ?? null,
      }),
      constellation: t.field({
        type: Constellation,
        nullable: true,
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))
            ?.constellation ?? null,
      }),
      region: t.field({
        type: Region,
        nullable: true,
        resolve: async (systemId, _, context) =>
          (await context.loaders.load(systems, systemId, context))?.region ??
          null,
      }),
    }),
  });
}
