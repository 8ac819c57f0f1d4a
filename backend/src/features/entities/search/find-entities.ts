import type { EntityId } from "../../../kernel/index.ts";
import type { Db } from "../../../platform/database/index.ts";
import type { EntityKind, Found } from "../entities.ts";
import {
  findByInfix,
  findByParts,
  findByPrefix,
  findByTicker,
} from "../store/search-rows.ts";
import { normalizeName, scriptsOf } from "./normalize-name.ts";
import { partsOf, similarity } from "./trigrams.ts";

/** Nobody reads further. */
const mostFound = 200;
const shortestInfix = 3;
/** One wrong letter in a name of seven leaves 0.4. */
const leastSimilar = 0.35;
/** Common parts have many names: of more than these not all are looked at. */
const mostCandidates = 5_000;

/**
 * Whoever has a name like the text, best first, in batches: those of that very name or whose name begins so, of that ticker,
 * with the text in their name, and last those one or two letters off. Says nothing about who may know of them.
 */
export async function* findEntities(
  db: Db,
  text: string,
  kinds: readonly EntityKind[],
): AsyncGenerator<Found[]> {
  const wanted = normalizeName(text);
  if (wanted === "") return;
  const given = new Set<EntityId>();
  const fresh = (found: readonly Found[]) => {
    const left = found.filter(({ id }) => !given.has(id));
    for (const { id } of left) given.add(id);
    return left;
  };
  const isLonger = Array.from(wanted).length >= shortestInfix;

  const beginning = await findByPrefix(db, wanted, kinds, mostFound);
  const isExact = ({ name }: Found) => normalizeName(name) === wanted;
  yield fresh(beginning.filter(isExact));
  yield fresh(await findByTicker(db, text.trim(), kinds, mostFound));
  yield fresh(beginning);
  if (isLonger) yield fresh(await findByInfix(db, wanted, kinds, mostFound));

  const parts = partsOf(wanted);
  if (parts === null) return;
  const alike = await findByParts(db, parts, kinds, mostCandidates);
  yield fresh(
    alike
      .filter(({ name }) => isSameScripts(name, text))
      .map((found) => ({
        found,
        likeness: similarity(normalizeName(found.name), wanted),
      }))
      .filter(({ likeness }) => likeness >= leastSimilar)
      .sort((a, b) => b.likeness - a.likeness || a.found.id - b.found.id)
      .map(({ found }) => found)
      .slice(0, mostFound),
  );
}

/** One letter of another script that looks alike is how somebody passes for somebody else: such a name is no answer for the other. */
function isSameScripts(one: string, other: string): boolean {
  return scriptsOf(one).join() === scriptsOf(other).join();
}
