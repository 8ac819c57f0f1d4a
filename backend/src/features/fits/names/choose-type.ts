import type { TypeFacts } from "../../universe/index.ts";
import type { NamedType } from "../../universe/index.ts";

export type Chosen =
  | { readonly type: NamedType }
  /** Several types bear the name, and nothing tells which is meant. */
  | { readonly among: readonly NamedType[] };

/**
 * Which of the types of one name is meant: 859 names are not unique. A published one before one that is not, then one
 * that fits the place the name was read at.
 */
export function chooseType(
  named: readonly NamedType[],
  facts: (typeId: number) => TypeFacts | undefined,
  fitsThere: (facts: TypeFacts) => boolean,
): Chosen {
  let left = [...new Map(named.map((type) => [type.typeId, type])).values()];
  for (const isBetter of [
    (type: NamedType) => type.isPublished,
    (type: NamedType) => {
      const known = facts(type.typeId);
      return known !== undefined && fitsThere(known);
    },
  ]) {
    const better = left.filter(isBetter);
    if (better.length > 0) left = better;
  }
  const [first, ...others] = left;
  return first === undefined || others.length > 0
    ? { among: left }
    : { type: first };
}
