import type { CorporationId } from "../../kernel/index.ts";
import {
  compareWithList,
  type ListComparison,
  notCompared,
  withToken,
} from "../character-sync/index.ts";
import { byBudget } from "./choose-director.ts";
import { corporationList } from "./corporation-list.ts";
import { corporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { readDirectorsOf } from "./store/director-rows.ts";

/** `CorporationSync.compareList`: with the director who has most tokens left, or the next one when that one can not. */
export async function compareList(
  deps: CorporationSyncDeps,
  corporationId: CorporationId,
): Promise<ListComparison> {
  const directors = await readDirectorsOf(deps.database.prisma, corporationId);
  let last: ListComparison = {
    kind: "not compared",
    reason: messages.noDirector,
    isProven: true,
  };
  for (const { director } of await byBudget(deps, directors)) {
    const { characterId } = director;
    const wanted = { characterId, scopes: corporationScopes };
    try {
      return await withToken(deps.accounts, wanted, (working) =>
        compareWithList(
          deps,
          corporationList(deps, corporationId, working, "recent"),
        ),
      );
    } catch (error) {
      last = notCompared(error);
    }
  }
  return last;
}
