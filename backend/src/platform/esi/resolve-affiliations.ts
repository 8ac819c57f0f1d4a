import type { CharacterId, Priority } from "../../kernel/index.ts";
import { askInHalves } from "./ask-in-halves.ts";
import type { Esi } from "./esi.ts";
import type { EsiAffiliation } from "./schemas.ts";

/** Where up to 1,000 characters are, group by group: see `askInHalves`. Returns the ids left for another time. */
export function resolveAffiliations(
  esi: Pick<Esi, "affiliations">,
  ids: readonly CharacterId[],
  options: {
    priority: Priority;
    mostRefusals: number;
    onFound: (found: EsiAffiliation[]) => Promise<void>;
    /** ESI refused them even when asked for alone, or left them out. */
    onMissing: (ids: CharacterId[]) => Promise<void>;
  },
): Promise<CharacterId[]> {
  const ask = async (group: readonly CharacterId[]) =>
    (await esi.affiliations(group, options.priority)).body;
  return askInHalves(ask, ids, {
    ...options,
    idOf: ({ character_id }) => character_id,
    // A character that is gone fails the whole call, with either.
    refusedWith: [400, 404],
    onKnown: options.onFound,
  });
}
