import {
  badUserInput,
  type Builder,
  type GraphqlContext,
  imageUrl,
  type Image,
} from "../../../platform/graphql/index.ts";
import type { EntityKind, Found } from "../entities.ts";
import { scriptsOf } from "../search/normalize-name.ts";
import { isKnown } from "./is-known.ts";

const mostAnswers = 25;
const longestText = 100;
/** Each costs a look for a mail the viewer sees. */
const mostLooked = 200;
const images: Record<EntityKind, Image> = {
  character: "characters/portrait",
  corporation: "corporations/logo",
  alliance: "alliances/logo",
  faction: "corporations/logo",
};

/** Adds the search for names. */
export function addSearchQuery(builder: Builder): void {
  const Kind = builder.enumType("EntityKind", {
    values: {
      CHARACTER: { value: "character" },
      CORPORATION: { value: "corporation" },
      ALLIANCE: { value: "alliance" },
    } satisfies Record<string, { value: EntityKind }>,
  });
  const Result = builder.objectRef<Found>("EntitySearchResult").implement({
    description: "Somebody whose name is like what was searched for.",
    fields: (t) => ({
      id: t.id({ resolve: ({ id }) => String(id) }),
      kind: t.field({
        type: Kind,
        resolve: ({ kind }) => kind as Exclude<EntityKind, "faction">,
      }),
      name: t.exposeString("name"),
      ticker: t.exposeString("ticker", {
        nullable: true,
        description: "Of corporations and alliances, once it is learnt.",
      }),
      scripts: t.stringList({
        description:
          'In which scripts the letters of the name are written, such as "Latin" or "Cyrillic": two names that look alike may not be the same.',
        resolve: ({ name }) => scriptsOf(name),
      }),
      imageUrl: t.string({
        args: { size: t.arg.int({ required: true, defaultValue: 64 }) },
        resolve: ({ id, kind }, { size }, context) =>
          imageUrl(context, images[kind], id, size),
      }),
    }),
  });

  builder.queryField("searchEntities", (t) =>
    t.field({
      type: [Result],
      description: `Whoever appears on a killmail the viewer may see and has a name or ticker like the text, best first: that very name, that ticker, names that begin so, that have it in them, and those a letter or two off. Without regard to case, in all scripts; letters of another script that look alike are others. At most ${longestText} characters.`,
      args: {
        text: t.arg.string({ required: true }),
        kinds: t.arg({
          type: [Kind],
          description: "All kinds unless given.",
        }),
        first: t.arg.int({
          required: true,
          defaultValue: 10,
          description: `From 1 to ${mostAnswers}.`,
        }),
      },
      // Statements by the dozen where few of the names may be known.
      extensions: { cost: 500 },
      resolve: (_, { text, kinds, first }, context) => {
        if (text.length > longestText)
          throw badUserInput(
            `text is longer than any name: ${longestText} characters at most.`,
          );
        if (first < 1 || first > mostAnswers)
          throw badUserInput(`first must be from 1 to ${mostAnswers}.`);
        const wanted = kinds ?? ["character", "corporation", "alliance"];
        return search(context, text, wanted, first);
      },
    }),
  );
}

/** Whoever only invisible mails name is passed over as if nobody were called so; those behind the first 200 names are not looked at. */
async function search(
  context: GraphqlContext,
  text: string,
  kinds: readonly EntityKind[],
  first: number,
): Promise<Found[]> {
  const answers: Found[] = [];
  let looked = 0;
  for await (const found of context.app.entities.find(text, kinds))
    for (let start = 0; start < found.length; start += first) {
      const some = found.slice(start, start + first);
      const isVisible = await Promise.all(
        some.map(({ id, kind }) => isKnown(context, id, kind)),
      );
      answers.push(...some.filter((_, place) => isVisible[place]));
      looked += some.length;
      if (answers.length >= first || looked >= mostLooked)
        return answers.slice(0, first);
    }
  return answers;
}
