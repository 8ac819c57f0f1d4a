import type { CharacterId, CorporationId } from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { doomheim } from "../character-sync/index.ts";
import type {
  CorporationSync,
  CorporationSyncView,
} from "./corporation-sync.ts";
import { hasCorporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { type DirectorRow, readDirectors } from "./store/director-rows.ts";

const nothing = {
  lastSyncAt: null,
  nextSyncAt: null,
  listed: 0,
  stored: 0,
  pending: 0,
  rejected: 0,
  expired: 0,
  directors: 0,
  tokens: { left: 0, limit: 0 },
  settings: null,
};

/** `CorporationSync.views`. What is known of a list is for those whose consent it is read by: to a mere member even its size is none of their business. */
export function createViews(
  deps: CorporationSyncDeps,
  { list }: Pick<CorporationSync, "list">,
): CorporationSync["views"] {
  const { accounts, database, killmails } = deps;
  const { prisma } = database;

  async function view(
    link: LinkedCharacterView,
    row: DirectorRow | undefined,
    corporationId: CorporationId | null,
  ): Promise<CorporationSyncView> {
    const { characterId } = link;
    const off = { ...nothing, characterId, corporationId, isEnabled: false };
    if (row === undefined)
      return { ...off, state: "off", message: messages.off };
    // Noticed here before the next check does.
    const isUsable =
      link.expiresAt === null && hasCorporationScopes(link.scopes);
    if (row.state !== "on" || row.corporationId === null)
      return {
        ...off,
        state: row.state === "on" ? "checking" : row.state,
        message: row.message,
      };
    if (!isUsable)
      return {
        ...off,
        state: "login",
        message:
          link.expiresAt === null
            ? messages.scopesLost
            : (link.expiredReason ?? messages.authorisationEnded),
      };
    return {
      characterId,
      isEnabled: true,
      ...(await list(row.corporationId)),
    };
  }

  return async (characterIds) => {
    const rows = await readDirectors(prisma, characterIds);
    const views = new Map<CharacterId, CorporationSyncView>();
    for (const characterId of characterIds) {
      const link = await accounts.linkedCharacter(characterId);
      if (link === null) continue;
      const { grantId } = link;
      const known = await killmails.memberships(prisma, [grantId]);
      const place = known.get(grantId)?.corporationId ?? null;
      const corporationId = place === doomheim ? null : place;
      const row = rows.get(characterId);
      views.set(characterId, await view(link, row, corporationId));
    }
    return views;
  };
}
