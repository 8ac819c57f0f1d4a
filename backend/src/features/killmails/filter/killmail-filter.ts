import type { EntityId } from "../../../kernel/index.ts";
import { roleBits } from "./involvements.ts";

/** Every clause given must hold; within a list any one id is enough, so an empty list matches nothing. */
export interface KillmailFilter {
  readonly involved?: readonly EntityId[] | undefined;
  readonly victim?: readonly EntityId[] | undefined;
  readonly attacker?: readonly EntityId[] | undefined;
}

/** One condition on the entities of a mail: any of `ids` has any of the roles in `bits`. */
export interface FilterClause {
  readonly ids: readonly EntityId[];
  readonly bits: number;
}

/** The filter as its clauses, the most selective kind first. The SQL and its twin both start from these. */
export function filterClauses(filter: KillmailFilter): FilterClause[] {
  const clauses: FilterClause[] = [];
  if (filter.victim !== undefined)
    clauses.push({ ids: filter.victim, bits: roleBits.victim });
  if (filter.attacker !== undefined)
    clauses.push({ ids: filter.attacker, bits: roleBits.attacker });
  if (filter.involved !== undefined)
    clauses.push({
      ids: filter.involved,
      bits: roleBits.victim | roleBits.attacker,
    });
  return clauses;
}
