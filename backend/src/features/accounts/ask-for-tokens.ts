import { RejectedError, UnavailableError } from "../../kernel/index.ts";
import type { Sso, SsoCharacter, SsoTokens } from "../../platform/sso/index.ts";
import type { LivingLink } from "./working-token.ts";

/** What EVE SSO's answer to a refresh means for the link. */
export type RefreshAnswer =
  | { kind: "fresh"; tokens: SsoTokens; character: SsoCharacter }
  | { kind: "ended"; reason: string; isSold: boolean }
  /** The refresh token counts all the same: the one before may be spent. */
  | { kind: "unverified"; tokens: SsoTokens; error: UnavailableError };

/** UnavailableError when SSO gave no answer, so that nothing is known. */
export async function askForTokens(
  sso: Sso,
  link: LivingLink,
  refreshToken: string,
): Promise<RefreshAnswer> {
  let tokens: SsoTokens;
  try {
    tokens = await sso.refresh(refreshToken);
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: "ended", reason: error.message, isSold: false };
  }
  let character: SsoCharacter;
  try {
    character = await sso.verify(tokens.accessToken);
  } catch (error) {
    if (error instanceof UnavailableError)
      return { kind: "unverified", tokens, error };
    // Nothing the pilot could change: EVE's keys or this machine's clock are off for the moment.
    if (error instanceof RejectedError)
      return {
        kind: "unverified",
        tokens,
        error: new UnavailableError(
          `EVE SSO refreshed ${link.name}'s authorisation with a token that can not be trusted. ${error.message}`,
        ),
      };
    throw error;
  }
  if (character.characterId !== link.characterId)
    return {
      kind: "ended",
      reason: `EVE SSO answered for another character. Log in with ${link.name} again.`,
      isSold: false,
    };
  if (character.ownerHash !== link.ownerHash)
    return {
      kind: "ended",
      reason: `${link.name} has another owner now, so its killmails are theirs: unlink it here. If you moved it between accounts of your own, log in with it again.`,
      isSold: true,
    };
  return { kind: "fresh", tokens, character };
}
