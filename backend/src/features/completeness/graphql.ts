import { type Builder, badUserInput } from "../../platform/graphql/index.ts";
import type {
  Completeness,
  CompletenessDay,
  CompletenessYear,
} from "./completeness.ts";
import { daysBetween } from "./days-between.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly completeness: Pick<Completeness, "days" | "years">;
  }
}

/** A year, and a day for those that have one more. */
const mostDays = 366;

/** Adds what is here of each day, compared with what public sources have. Counts of public mails only. */
export function addCompleteness(builder: Builder): void {
  const Day = builder.objectRef<CompletenessDay>("CompletenessDay").implement({
    description:
      "What is here of one day, compared with what zKillboard and EVE Ref say there is. All numbers count public killmails.",
    fields: (t) => ({
      day: t.exposeString("day", {
        description: "`YYYY-MM-DD`, in EVE's time (UTC).",
      }),
      zkillboard: t.exposeInt("zkillboard", {
        nullable: true,
        description:
          "How many killmails of the day zKillboard has; null when it does not answer for the day.",
      }),
      everef: t.exposeInt("everef", {
        nullable: true,
        description: "The same of EVE Ref.",
      }),
      have: t.exposeInt("have", {
        description: "Public killmails of the day that are here.",
      }),
      missing: t.exposeInt("missing", {
        description:
          "Killmails that one of the sources lists and that are not here.",
      }),
      rejected: t.exposeInt("rejected", {
        description: "Listed, but ESI knows nothing of them: not missing.",
      }),
      expired: t.exposeInt("expired", {
        description:
          "Listed, but this site does not keep mails of that age: not missing.",
      }),
      checkedAt: t.expose("checkedAt", {
        type: "DateTime",
        description: "When this was compared last.",
      }),
      message: t.exposeString("message", {
        nullable: true,
        description:
          "What went wrong in the last comparison or is still to be done, in sentences; null: nothing.",
      }),
    }),
  });
  const Year = builder
    .objectRef<CompletenessYear>("CompletenessYear")
    .implement({
      description: "The compared days of one year, added up.",
      fields: (t) => ({
        year: t.exposeInt("year"),
        days: t.exposeInt("days", { description: "How many were compared." }),
        have: t.exposeInt("have"),
        missing: t.exposeInt("missing"),
      }),
    });

  builder.queryFields((t) => ({
    completeness: t.field({
      type: [Day],
      description: `What is here of each day from \`from\` to \`to\` (both \`YYYY-MM-DD\` and included, at most ${mostDays} days), oldest first. Days never compared are left out. Compared every morning; the last comparison stands until the next.`,
      args: {
        from: t.arg.string({ required: true }),
        to: t.arg.string({ required: true }),
      },
      resolve: (_, { from, to }, { app }) =>
        app.completeness.days(readRange(from, to)),
    }),
    completenessYears: t.field({
      type: [Year],
      description: "Every year of which a day was compared, oldest first.",
      resolve: (_, _args, { app }) => app.completeness.years(),
    }),
  }));
}

function readRange(from: string, to: string): { from: string; to: string } {
  for (const [name, day] of Object.entries({ from, to }))
    if (!isDay(day))
      throw badUserInput(`${name} must be a day such as 2021-11-27.`);
  if (from > to) throw badUserInput("from must not be after to.");
  if (daysBetween({ from, to }).length > mostDays)
    throw badUserInput(
      `${mostDays} days at most can be asked for at once: bring from and to closer together.`,
    );
  return { from, to };
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(ms) &&
    new Date(ms).toISOString().startsWith(text)
  );
}
