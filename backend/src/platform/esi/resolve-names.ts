import type { Priority } from "../../kernel/index.ts";
import { askInHalves } from "./ask-in-halves.ts";
import type { Esi } from "./esi.ts";
import type { EsiName } from "./schemas.ts";

/** Names of up to 1,000 ids, group by group: see `askInHalves`. Returns the ids left for another time. */
export function resolveNames(
  esi: Pick<Esi, "names">,
  ids: readonly number[],
  options: {
    priority: Priority;
    mostRefusals: number;
    onNamed: (names: EsiName[]) => Promise<void>;
    /** ESI refused them even when asked for alone, or left them out. */
    onMissing: (ids: number[]) => Promise<void>;
  },
): Promise<number[]> {
  const ask = async (group: readonly number[]) =>
    (await esi.names(group, options.priority)).body;
  return askInHalves(ask, ids, {
    ...options,
    idOf: ({ id }) => id,
    refusedWith: [404],
    onKnown: options.onNamed,
  });
}
