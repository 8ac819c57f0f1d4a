import type { CharacterId } from "../../kernel/index.ts";
import {
  compareWithList,
  type ListComparison,
  notCompared,
} from "./compare-with-list.ts";
import type { CharacterSyncDeps } from "./deps.ts";
import { killmailScope } from "./killmail-scope.ts";
import { characterList } from "./walk-killmail-list.ts";
import { withToken } from "./with-token.ts";

/** `CharacterSync.compareList`. */
export async function compareList(
  deps: CharacterSyncDeps,
  characterId: CharacterId,
): Promise<ListComparison> {
  const wanted = { characterId, scopes: [killmailScope] };
  try {
    return await withToken(deps.accounts, wanted, (working) =>
      compareWithList(deps, characterList(deps, working, "recent")),
    );
  } catch (error) {
    return notCompared(error);
  }
}
