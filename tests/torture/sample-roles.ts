import type { Sample } from "../../simulator/src/index.ts";

/** Who of a sample may meet which fate, so that it is known afterwards what the site has to hold. */
export interface SampleRoles {
  /** Of each corporation, those who let the site read its list. */
  readonly directors: readonly { characterId: number; corporationId: number }[];
  /** One of each corporation's: the other one goes on meanwhile. */
  readonly fickle: readonly { characterId: number; corporationId: number }[];
  readonly biomassed: readonly number[];
  readonly sold: readonly number[];
  /** All others, directors included: what happens to them heals. */
  readonly lasting: readonly number[];
}

export function sampleRoles(
  { characterIds, corporations }: Sample,
  { doomed }: { doomed: number },
): SampleRoles {
  const members = new Set(characterIds);
  const directorsOf = corporations.map(({ id, directorIds }) =>
    directorIds
      .filter((characterId) => members.has(characterId))
      .map((characterId) => ({ characterId, corporationId: id })),
  );
  const directors = directorsOf.flat();
  const fickle = directorsOf.flatMap(([first, ...others]) =>
    first !== undefined && others.length > 0 ? [first] : [],
  );
  const directorIds = new Set(directors.map(({ characterId }) => characterId));
  const ordinary = characterIds.filter((one) => !directorIds.has(one));
  const biomassed = ordinary.slice(0, doomed);
  const sold = ordinary.slice(doomed, 2 * doomed);
  const fated = new Set([...biomassed, ...sold]);
  const lasting = characterIds.filter((one) => !fated.has(one));
  return { directors, fickle, biomassed, sold, lasting };
}
