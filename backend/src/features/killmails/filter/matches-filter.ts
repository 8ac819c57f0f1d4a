import type { EsiKillmail } from "../body/esi-killmail.ts";
import { involvements } from "./involvements.ts";
import { filterClauses, type KillmailFilter } from "./killmail-filter.ts";

/** The twin of the SQL in store/read-page.ts, for streams. A test proves on one corpus that both agree. */
export function matchesFilter(
  filter: KillmailFilter,
  esi: EsiKillmail,
): boolean {
  const clauses = filterClauses(filter);
  if (clauses.length === 0) return true;
  const roles = involvements(esi);
  return clauses.every(({ ids, bits }) =>
    ids.some((entity) => ((roles.get(entity) ?? 0) & bits) !== 0),
  );
}
