import {
  RejectedError,
  type CharacterId,
  type Clock,
} from "../../kernel/index.ts";
import type { KeyRing } from "../../platform/crypto/index.ts";
import type { WorkingToken } from "./accounts.ts";
import type { LinkedCharacterRow } from "./store/linked-character-rows.ts";
import { tokenPlace } from "./token-place.ts";

/** A link whose authorisation lives. */
export type LivingLink = LinkedCharacterRow & { refreshToken: string };

/** RejectedError NOT_LINKED or AUTHORISATION_ENDED unless the authorisation lives. */
export function livingLink(
  characterId: CharacterId,
  row: LinkedCharacterRow | null,
): LivingLink {
  if (row === null)
    throw new RejectedError(
      "NOT_LINKED",
      `Character ${characterId} is not linked to an account here.`,
    );
  const { refreshToken } = row;
  if (row.expiresAt !== null || refreshToken === null)
    throw authorisationEnded(
      row.expiredReason ??
        "This character's authorisation has ended. Log in with the character again.",
    );
  return { ...row, refreshToken };
}

/** The stored access token while it is good for another minute, so that it does not expire on its way to ESI. */
export function workingToken(
  deps: { keyRing: KeyRing; clock: Clock },
  link: LivingLink,
): WorkingToken | null {
  const { characterId, grantId, scopes, accessToken, accessTokenExpiresAt } =
    link;
  if (accessToken === null || accessTokenExpiresAt === null) return null;
  const leftMs = accessTokenExpiresAt.getTime() - deps.clock.now().getTime();
  if (leftMs <= 60_000) return null;
  const token = deps.keyRing.decrypt(
    accessToken,
    tokenPlace("access_token", characterId),
  );
  return { token, characterId, grantId, scopes };
}

export function authorisationEnded(reason: string): RejectedError {
  return new RejectedError("AUTHORISATION_ENDED", reason);
}
