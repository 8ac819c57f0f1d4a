import type { CorporationId, Priority } from "../../kernel/index.ts";
import type { WorkingToken } from "../accounts/index.ts";
import type { KillmailList } from "../character-sync/index.ts";
import type { SourceCursor } from "../killmails/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";

/** Name of the list in `source_cursors`; its subject is the corporation, so that any director goes on where another stopped. */
const listSource = "corporation-killmails";

/** The corporation's list, read in the name of the token's character, a director. */
export function corporationList(
  { esi }: Pick<CorporationSyncDeps, "esi">,
  corporationId: CorporationId,
  { characterId, grantId, token }: WorkingToken,
  priority: Priority,
): KillmailList {
  return {
    name: `corporation ${corporationId}`,
    source: listSource,
    subject: String(corporationId),
    shownTo: { source: "corporation", grantId, corporationId },
    ask: (page) =>
      esi.corporationKillmails({
        corporationId,
        characterId,
        token,
        priority,
        ...page,
      }),
  };
}

export function readListCursor(
  { killmails, database }: Pick<CorporationSyncDeps, "killmails" | "database">,
  corporationId: CorporationId,
): Promise<SourceCursor | null> {
  return killmails.cursor(database.prisma, listSource, String(corporationId));
}
