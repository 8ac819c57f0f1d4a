import { id, type TypeId } from "../../../kernel/index.ts";
import type { Builder, TypeRef } from "../../../platform/graphql/index.ts";
import type { KillmailTypes } from "../../killmails/graphql/index.ts";
import type { UniverseTypes } from "../../universe/graphql/index.ts";
import {
  lineFates,
  remarkCodes,
  type FitLine,
  type Place,
  type Remark,
} from "../fit-line.ts";
import type { ShownFit } from "../fits.ts";

interface ParsedFit {
  readonly number: number;
  readonly shown: ShownFit;
}

/** Adds reading pasted fits. */
export function addParseFit(
  builder: Builder,
  {
    killmails: { ItemSection },
    universe: { ItemType },
  }: { killmails: KillmailTypes; universe: UniverseTypes },
  Fit: TypeRef<ShownFit>,
): void {
  const Format = builder.enumType("FitFormat", {
    description: "EFT text, DNA links, or the game's XML.",
    values: ["EFT", "DNA", "XML"] as const,
  });
  const Fate = builder.enumType("FitLineFate", {
    description:
      "FIT: begins a fit. PLACED: what it names is in the fit, see `places`. EMPTY_SLOT, SECTION (a title), NOTE (of a mutated module) and BLANK name nothing. REFUSED: its remarks say why. OUTSIDE: stands before the first fit.",
    values: lineFates,
  });
  const Code = builder.enumType("FitRemarkCode", {
    description:
      "What is worth knowing about how a line was read: MISTYPED, AMBIGUOUS, NOT_A_HULL, NOT_A_CHARGE, NO_SLOT and QUANTITY left something out; the others only tell.",
    values: remarkCodes,
  });

  const RemarkRef = builder.objectRef<Remark>("FitRemark").implement({
    fields: (t) => ({
      code: t.expose("code", { type: Code }),
      message: t.exposeString("message", { description: "A sentence." }),
      suggestions: t.stringList({
        description: "Names that may have been meant, likeliest first.",
        resolve: ({ suggestions }) => [...suggestions],
      }),
    }),
  });

  const PlaceRef = builder.objectRef<Place>("FitPlace").implement({
    description: "Where a type of the line went.",
    fields: (t) => ({
      type: t.field({
        type: ItemType,
        resolve: ({ typeId }) => id<TypeId>(typeId),
      }),
      section: t.expose("section", { type: ItemSection }),
      position: t.exposeInt("position", {
        nullable: true,
        description: "Place in a slot section, from 0; null in holds.",
      }),
      quantity: t.string({ resolve: ({ quantity }) => String(quantity) }),
      isCharge: t.exposeBoolean("isCharge", {
        description: "Loaded into the module before it.",
      }),
    }),
  });

  const Line = builder.objectRef<FitLine>("FitLine").implement({
    description:
      "One line of the text, one `<hardware>` of an XML, one part of a link.",
    fields: (t) => ({
      number: t.exposeInt("number", { description: "From 1." }),
      text: t.exposeString("text", {
        description: "Its first 200 characters.",
      }),
      fit: t.exposeInt("fit", {
        nullable: true,
        description:
          "Number of the fit it belongs to, from 0; null when to none.",
      }),
      fate: t.expose("fate", { type: Fate }),
      places: t.field({
        type: [PlaceRef],
        resolve: ({ places }) => [...places],
      }),
      remarks: t.field({
        type: [RemarkRef],
        resolve: ({ remarks }) => [...remarks],
      }),
    }),
  });

  const ParsedFitRef = builder.objectRef<ParsedFit>("ParsedFit").implement({
    fields: (t) => ({
      number: t.exposeInt("number", {
        description: "Number in the paste, from 0, as its lines have it.",
      }),
      fit: t.field({ type: Fit, resolve: ({ shown }) => shown }),
    }),
  });

  const Parsed = builder
    .objectRef<{
      format: "EFT" | "DNA" | "XML";
      fits: ParsedFit[];
      lines: readonly FitLine[];
    }>("ParsedFits")
    .implement({
      description: "What a pasted text holds, and the fate of each line.",
      fields: (t) => ({
        format: t.expose("format", { type: Format }),
        fits: t.field({
          type: [ParsedFitRef],
          description: "Those whose hull is known.",
          resolve: ({ fits }) => fits,
        }),
        lines: t.field({ type: [Line], resolve: ({ lines }) => [...lines] }),
      }),
    });

  builder.queryField("parseFit", (t) =>
    t.field({
      type: Parsed,
      description:
        "Reads a pasted text: one or several fits as EFT text (of the game or any tool), DNA links or the game's XML, with names in any of the game's languages. FIT_EMPTY, FIT_TOO_LONG (over 100,000 characters or 5,000 lines) and XML_REFUSED say what to change.",
      args: { text: t.arg.string({ required: true }) },
      // A long text holds the process for a while: two in one operation, no more.
      extensions: { cost: 20_000 },
      resolve: async (_, { text }, { app }) => {
        const { format, fits, lines } = await app.fits.parse(text);
        const shown = await app.fits.show(fits.map(({ fit }) => fit));
        return {
          format,
          lines,
          fits: fits.flatMap(({ number }, index) => {
            const one = shown[index];
            return one === undefined ? [] : [{ number, shown: one }];
          }),
        };
      },
    }),
  );
}
