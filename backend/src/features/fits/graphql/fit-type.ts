import {
  id,
  largestInt4,
  type KillmailId,
  type TypeId,
} from "../../../kernel/index.ts";
import {
  idArg,
  type Builder,
  type TypeRef,
} from "../../../platform/graphql/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import {
  itemFlag,
  sectionTitles,
  type ItemSection,
} from "../../killmails/index.ts";
import type { UniverseTypes } from "../../universe/graphql/index.ts";
import { chatLink, writeDna } from "../dna/write-dna.ts";
import { writeEft } from "../eft/write-eft.ts";
import { fingerprint } from "../family/fingerprint.ts";
import { nearness } from "../family/nearness.ts";
import {
  slotSections,
  type FittedModule,
  type FitStack,
  type LoadedCharge,
  type LostUnits,
  type SlotSection,
} from "../fit.ts";
import type { ShownFit } from "../fits.ts";
import { slotCount } from "../slot-count.ts";
import { writeXml } from "../xml/write-xml.ts";

interface Slots {
  readonly section: SlotSection;
  readonly slotCount: number | null;
  readonly modules: readonly FittedModule[];
}

interface Hold {
  readonly section: ItemSection;
  readonly flag: number;
  readonly stacks: readonly FitStack[];
}

export function addFitType(
  builder: Builder,
  {
    killmails: { Killmail, ItemSection },
    universe: { ItemType },
  }: { killmails: KillmailTypes; universe: UniverseTypes },
): TypeRef<ShownFit> {
  const LostUnitsRef = builder.objectRef<LostUnits>("LostUnits").implement({
    description: "What became of units that were on a lost ship.",
    fields: (t) => ({
      dropped: t.string({ resolve: ({ dropped }) => String(dropped) }),
      destroyed: t.string({ resolve: ({ destroyed }) => String(destroyed) }),
    }),
  });

  const lost = {
    type: LostUnitsRef,
    nullable: true,
    description: "Null for a fit that nobody lost, such as a pasted one.",
  } as const;

  const Charge = builder.objectRef<LoadedCharge>("LoadedCharge").implement({
    description: "What a module was loaded with.",
    fields: (t) => ({
      type: t.field({
        type: ItemType,
        resolve: ({ typeId }) => id<TypeId>(typeId),
      }),
      quantity: t.string({
        nullable: true,
        description: "Null where the source does not say: texts do not.",
        resolve: ({ quantity }) =>
          quantity === null ? null : String(quantity),
      }),
      lost: t.field({ ...lost, resolve: (charge) => charge.lost }),
    }),
  });

  const Module = builder.objectRef<FittedModule>("FittedModule").implement({
    fields: (t) => ({
      position: t.exposeInt("position", {
        description:
          "Place in its section, from 0. Gaps are empty slots; a place can be taken twice where a mail or a text says so.",
      }),
      type: t.field({
        type: ItemType,
        resolve: ({ typeId }) => id<TypeId>(typeId),
      }),
      charge: t.field({
        type: Charge,
        nullable: true,
        resolve: ({ charge }) => charge,
      }),
      lost: t.field({ ...lost, resolve: (module) => module.lost }),
    }),
  });

  const SlotsRef = builder.objectRef<Slots>("FitSlots").implement({
    description: "The slots of one section, with what is fitted there.",
    fields: (t) => ({
      section: t.expose("section", { type: ItemSection }),
      title: t.string({ resolve: ({ section }) => sectionTitles[section] }),
      slotCount: t.exposeInt("slotCount", {
        nullable: true,
        description:
          "How many slots the hull has there, with those its subsystems bring; null when the static data do not say.",
      }),
      modules: t.field({
        type: [Module],
        description: "By place.",
        resolve: ({ modules }) => [...modules],
      }),
    }),
  });

  const Stack = builder.objectRef<FitStack>("FitStack").implement({
    fields: (t) => ({
      type: t.field({
        type: ItemType,
        resolve: ({ typeId }) => id<TypeId>(typeId),
      }),
      quantity: t.string({ resolve: ({ quantity }) => String(quantity) }),
      lost: t.field({ ...lost, resolve: (stack) => stack.lost }),
    }),
  });

  const HoldRef = builder.objectRef<Hold>("FitHold").implement({
    description:
      "One bay, the cargo, or a head full of implants; what containers hold is counted where the container lies.",
    fields: (t) => ({
      section: t.expose("section", { type: ItemSection }),
      flag: t.exposeInt("flag", {
        description: "The game's inventory flag (invFlags).",
      }),
      title: t.string({
        description: 'In English, for example "Fuel bay".',
        resolve: ({ flag }) => itemFlag(flag).name,
      }),
      stacks: t.field({
        type: [Stack],
        resolve: ({ stacks }) => [...stacks],
      }),
    }),
  });

  const Family = builder.objectRef<ShownFit>("FitFamily").implement({
    description:
      "Fits of the same hull with the same fitted modules, in whatever order; charges and what lies in holds do not count.",
    fields: (t) => ({
      fingerprint: t.id({
        description:
          "The same for all fits of one family, for good: 32 hexadecimal digits.",
        resolve: ({ fit }) => fingerprint(fit),
      }),
      nearness: t.float({
        nullable: true,
        description:
          "From 0 to 1: modules shared with another killmail's fit over all modules of both, each as often as it is fitted; 0 across hulls. Null when that killmail is unknown, or not visible to the viewer.",
        args: { killmailId: t.arg.id({ required: true }) },
        extensions: { cost: 10 },
        resolve: async ({ fit }, args, { app, viewer }) => {
          const killmailId = idArg<KillmailId>(args.killmailId, "killmailId");
          if (killmailId > largestInt4) return null;
          const other = await app.killmails.byId(viewer, killmailId);
          return other === null
            ? null
            : nearness(fit, (await app.fits.ofMail(other)).fit);
        },
      }),
    }),
  });

  const Fit = builder.objectRef<ShownFit>("Fit").implement({
    description: "A hull and what is on it.",
    fields: (t) => ({
      name: t.string({ resolve: ({ fit }) => fit.name }),
      hull: t.field({
        type: ItemType,
        resolve: ({ fit }) => id<TypeId>(fit.hullTypeId),
      }),
      slots: t.field({
        type: [SlotsRef],
        description:
          "High, mid and low slots, rigs, subsystems and services: those the hull has, or that something is fitted in.",
        resolve: slotsOf,
      }),
      holds: t.field({ type: [HoldRef], resolve: holdsOf }),
      eft: t.string({
        description: "As the game's fitting window copies it.",
        args: {
          withBays: t.arg.boolean({
            required: true,
            defaultValue: false,
            description:
              "Also lists fuel, ore, ships and what else lies in bays of other kinds, under titles. The game leaves such lines out.",
          }),
          withEmptySlots: t.arg.boolean({
            required: true,
            defaultValue: false,
            description: "Also writes a line for each gap between modules.",
          }),
        },
        resolve: ({ fit, nameOf }, options) => writeEft(fit, nameOf, options),
      }),
      dna: t.string({
        description:
          "As the game's links carry it, types by id. It does not say which module a charge is loaded into.",
        resolve: ({ fit, facts }) => writeDna(fit, facts),
      }),
      chatLink: t.string({
        description: "The DNA as a link for the game's chat and mails.",
        resolve: ({ fit, facts }) => chatLink(writeDna(fit, facts), fit.name),
      }),
      xml: t.string({
        description:
          "The game's own XML, for its import of files. Loaded charges lie in the cargo.",
        resolve: ({ fit, nameOf }) => writeXml(fit, nameOf),
      }),
      family: t.field({ type: Family, resolve: (shown) => shown }),
    }),
  });

  builder.objectField(Killmail, "fit", (t) =>
    t.field({
      type: Fit,
      description: "The fit the victim was lost with.",
      resolve: (mail, _, { app }) => app.fits.ofMail(mail),
    }),
  );
  return Fit;
}

function slotsOf({ fit, facts }: ShownFit): Slots[] {
  return slotSections
    .map((section) => ({
      section,
      slotCount: slotCount(fit, section, facts),
      modules: fit.modules.filter((module) => module.section === section),
    }))
    .filter(
      ({ slotCount: slots, modules }) =>
        modules.length > 0 || (slots !== null && slots > 0),
    );
}

function holdsOf({ fit }: ShownFit): Hold[] {
  return [
    ...Map.groupBy(fit.stacks, ({ section, flag }) => `${section} ${flag}`),
  ].flatMap(([, stacks]) => {
    const [first] = stacks;
    return first === undefined
      ? []
      : [{ section: first.section, flag: first.flag, stacks }];
  });
}
