import { id, type TypeId } from "../../kernel/index.ts";
import type { StoredKillmail } from "../killmails/index.ts";
import type { ItemType, StaticFacts, Universe } from "../universe/index.ts";
import type { Fit } from "./fit.ts";
import { fitOfMail } from "./fit-of-mail.ts";
import type { Fits, ShownFit } from "./fits.ts";
import { createNearestNames } from "./names/nearest-names.ts";
import type { ParsedFits } from "./parsed-fit.ts";
import { readFitText } from "./read-fit-text.ts";
import { createSaveFitting, type SaveDeps } from "./saving/save-fitting.ts";
import { typesOfFit } from "./types-of-fit.ts";

export interface FitsDeps extends Omit<SaveDeps, "fitOf"> {
  readonly universe: Pick<
    Universe,
    "facts" | "types" | "typesNamed" | "publishedNames"
  >;
}

/** Mistyped names of one text for which others are looked for: each costs some milliseconds of the process. */
const mostSuggested = 12;

export function createFits(deps: FitsDeps): Fits {
  const { universe } = deps;
  let nearest: {
    buildNumber: number | null;
    find: (name: string) => string[];
  } | null = null;

  /** Names by build: read when somebody mistypes one, and not again before the next build. */
  async function nearestNames({ buildNumber }: StaticFacts) {
    if (nearest !== null && nearest.buildNumber === buildNumber)
      return nearest.find;
    const find = createNearestNames(await universe.publishedNames());
    nearest = { buildNumber, find };
    return find;
  }

  async function show(fits: readonly Fit[]): Promise<ShownFit[]> {
    const facts = await universe.facts();
    const lacking = [...new Set(fits.flatMap(typesOfFit))].filter(
      (typeId) => facts.type(typeId) === undefined,
    );
    const learnt =
      lacking.length === 0
        ? new Map<TypeId, ItemType>()
        : await universe.types(lacking.map((typeId) => id<TypeId>(typeId)));
    const nameOf = (typeId: number) =>
      facts.type(typeId)?.name ??
      learnt.get(id<TypeId>(typeId))?.name ??
      `Type ${typeId}`;
    return fits.map((fit) => ({ fit, facts, nameOf }));
  }

  async function ofMail({ id: killmailId, esi }: StoredKillmail) {
    const facts = await universe.facts();
    const fit = fitOfMail(esi.victim, facts, `Killmail ${killmailId}`);
    const [shown] = await show([fit]);
    if (shown === undefined) throw new Error("One fit was to be shown");
    return shown;
  }

  async function parse(text: string): Promise<ParsedFits> {
    const fitText = readFitText(text);
    const facts = await universe.facts();
    const named = await universe.typesNamed([...fitText.names]);
    const mistyped = new Set<string>();
    const first = fitText.read({
      named,
      facts,
      suggest: (name) => {
        if (mistyped.size < mostSuggested) mistyped.add(name);
        return [];
      },
    });
    if (mistyped.size === 0) return first;
    const find = await nearestNames(facts);
    const suggestions = new Map(
      [...mistyped].map((name) => [name, find(name)]),
    );
    return fitText.read({
      named,
      facts,
      suggest: (name) => suggestions.get(name) ?? [],
    });
  }

  return {
    ofMail,
    parse,
    show,
    saveFitting: createSaveFitting({ ...deps, fitOf: ofMail }),
  };
}
