import type { CharacterId } from "../../kernel/index.ts";

/** What EVE SSO's token endpoint hands out. Both are secrets. */
export interface SsoTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What a verified access token says. */
export interface SsoCharacter {
  readonly characterId: CharacterId;
  readonly name: string;
  /** Changes when the character moves to another EVE account: it was sold. */
  readonly ownerHash: string;
  readonly scopes: string[];
  /** By our own clock. */
  readonly expiresAt: Date;
}

/** EVE SSO. Every call throws UnavailableError when it does not answer, or not as it should. */
export interface Sso {
  /** Where to send the browser. */
  authorizeUrl(login: {
    state: string;
    verifier: string;
    scopes: readonly string[];
  }): Promise<URL>;
  /** Whether the `iss` of a callback (RFC 9207) names this SSO. */
  isIssuer(name: string): boolean;
  /** Code for tokens. RejectedError LOGIN_CODE when SSO refuses the code. */
  exchange(login: { code: string; verifier: string }): Promise<SsoTokens>;
  /** RejectedError AUTHORISATION_ENDED when the refresh token is dead. The answer's refresh token may be another one: store it. */
  refresh(refreshToken: string): Promise<SsoTokens>;
  /** RejectedError LOGIN_TOKEN unless EVE SSO signed the token, for this application, and it is still valid. */
  verify(accessToken: string): Promise<SsoCharacter>;
  /** SSO answers the same for a token it does not know. */
  revoke(refreshToken: string): Promise<void>;
}
