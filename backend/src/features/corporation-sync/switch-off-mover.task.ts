import {
  type CharacterId,
  id,
  implementTask,
  type TaskImplementation,
} from "../../kernel/index.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import { readDirectors, writeDirector } from "./store/director-rows.ts";
import { switchOff } from "./switch-off.ts";
import { switchOffMover } from "./tasks.ts";

/** Looks at where the character is now, not at where the event says it went: that may be old. */
export function switchOffMoverTask(
  deps: CorporationSyncDeps,
): TaskImplementation {
  const { accounts, clock, database, killmails } = deps;
  return implementTask(switchOffMover, async (moved) => {
    const characterId = id<CharacterId>(moved.characterId);
    const link = await accounts.linkedCharacter(characterId);
    if (link === null) return;
    const { grantId } = link;
    const hasChanged = await database.transaction(async (tx) => {
      const row = (await readDirectors(tx, [characterId])).get(characterId);
      const now = (await killmails.memberships(tx, [grantId])).get(grantId);
      const isOfBefore =
        moved.fromCorporationId !== null && row?.message !== messages.left;
      // What EVE refused, it refused for the corporation before.
      if (row?.state === "refused" && isOfBefore) {
        const off = { state: "off", message: messages.movedOn } as const;
        await writeDirector(tx, characterId, off, clock.now());
        return true;
      }
      if (row?.state !== "on" || now === undefined) return false;
      if (now.corporationId === row.corporationId) return false;
      await switchOff(tx, deps, link, {
        state: "refused",
        message: messages.left,
      });
      return true;
    });
    if (hasChanged) await publishChange(deps, [characterId]);
  });
}
