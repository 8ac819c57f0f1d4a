import {
  type CharacterId,
  RejectedError,
  type Viewer,
} from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import type { CorporationSync } from "./corporation-sync.ts";
import { hasCorporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import {
  type DirectorRow,
  readDirectors,
  saveWish,
} from "./store/director-rows.ts";
import { switchOff } from "./switch-off.ts";
import { checkDirector, directorKey } from "./tasks.ts";

/** What a pilot can do with a character's switch. */
export function createSwitch(
  deps: CorporationSyncDeps,
): Pick<CorporationSync, "setEnabled" | "setAudience" | "setPublicationDelay"> {
  const { clock, database, killmails, outbox } = deps;
  const { prisma } = database;

  async function turnOn(link: LinkedCharacterView): Promise<boolean> {
    const { characterId } = link;
    const isReady = isUsable(link);
    await database.transaction(async (tx) => {
      const row = (await readDirectors(tx, [characterId])).get(characterId);
      // Nothing to do, and the consent stays in use meanwhile.
      if (row?.state === "on" && isReady) return;
      await saveWish(
        tx,
        characterId,
        {
          isWanted: true,
          state: isReady ? "checking" : "login",
          message: isReady ? messages.checking : messages.loginNeeded,
        },
        clock.now(),
      );
      if (isReady)
        await outbox.add(
          tx,
          checkDirector,
          { characterId },
          { priority: "immediate", key: directorKey({ characterId }) },
        );
    });
    outbox.poke();
    return isReady;
  }

  async function turnOff(link: LinkedCharacterView): Promise<void> {
    const { turnedOff: message } = messages;
    await database.transaction((tx) =>
      switchOff(tx, deps, link, { state: "off", message }),
    );
  }

  /** The corporation of which the viewer's character is a director whose switch is on. */
  async function corporationOf(viewer: Viewer, characterId: CharacterId) {
    const link = await ownCharacter(deps, viewer, characterId);
    const rows = await readDirectors(prisma, [characterId]);
    const row: DirectorRow | undefined = rows.get(characterId);
    if (row?.state !== "on" || row.corporationId === null || !isUsable(link))
      throw new RejectedError(
        "FORBIDDEN",
        "Only a director who lets this site read the corporation's killmails decides who sees them: switch that on first.",
      );
    return row.corporationId;
  }

  return {
    async setEnabled(viewer, characterId, isWanted) {
      const link = await ownCharacter(deps, viewer, characterId);
      const isReady = isWanted ? await turnOn(link) : true;
      if (!isWanted) await turnOff(link);
      await publishChange(deps, [characterId]);
      return { isLoginNeeded: !isReady };
    },
    async setAudience(viewer, characterId, audience) {
      const corporationId = await corporationOf(viewer, characterId);
      await killmails.setCorporationAudience(prisma, corporationId, audience);
      await publishChange(deps, [characterId]);
    },
    async setPublicationDelay(viewer, characterId, delay) {
      const corporationId = await corporationOf(viewer, characterId);
      await killmails.setPublicationDelay({ corporationId }, delay);
      await publishChange(deps, [characterId]);
    },
  };
}

/** Whether the authorisation still allows what the switch is for. */
function isUsable({ expiresAt, scopes }: LinkedCharacterView): boolean {
  return expiresAt === null && hasCorporationScopes(scopes);
}

async function ownCharacter(
  { accounts }: Pick<CorporationSyncDeps, "accounts">,
  viewer: Viewer,
  characterId: CharacterId,
): Promise<LinkedCharacterView> {
  const link = await accounts.linkedCharacter(characterId);
  if (viewer.kind !== "account" || link?.accountId !== viewer.accountId)
    throw new RejectedError(
      "FORBIDDEN",
      "This is none of your linked characters: log in with it first.",
    );
  return link;
}
