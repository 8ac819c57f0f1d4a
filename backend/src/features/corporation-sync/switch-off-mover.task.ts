import {
  type CharacterId,
  id,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import { readDirectors } from "./store/director-rows.ts";
import { switchOff } from "./switch-off.ts";
import { switchOffMover } from "./tasks.ts";

/** Looks at where the character is now, not at where the event says it went: that may be old. */
export function switchOffMoverTask(
  deps: CorporationSyncDeps,
): TaskImplementation {
  const { accounts, database, killmails } = deps;
  return implementTask(switchOffMover, async (moved) => {
    const characterId = id<CharacterId>(moved.characterId);
    const link = await accounts.linkedCharacter(characterId);
    if (link === null) return;
    const { grantId } = link;
    const isOff = await database.transaction(async (tx) => {
      const row = (await readDirectors(tx, [characterId])).get(characterId);
      const now = (await killmails.memberships(tx, [grantId])).get(grantId);
      if (row?.state !== "on" || now === undefined) return false;
      if (now.corporationId === row.corporationId) return false;
      await switchOff(tx, deps, link, { state: "off", message: messages.left });
      return true;
    });
    if (isOff) await publishChange(deps, [characterId]);
  });
}
