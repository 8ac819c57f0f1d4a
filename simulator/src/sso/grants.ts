import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../http/clock.ts";
import type { SavedGrant, SsoStateFile } from "./sso-state.ts";

interface AuthorizationCode {
  clientId: string;
  characterId: number;
  redirectUri: string;
  scopes: string[];
  codeChallenge?: string | undefined;
  expiresMs: number;
}

/**
 * What a player allowed an application; it lives until it is revoked or replaced. Public means:
 * obtained with PKCE and no secret, so that refreshing needs no secret either.
 */
export type Grant = SavedGrant;

export interface GrantBook {
  issueCode(code: Omit<AuthorizationCode, "expiresMs">): string;
  /** A code is good once, for five minutes. */
  redeemCode(code: string): AuthorizationCode | undefined;
  issueRefreshToken(grant: Grant): string;
  find(refreshToken: string): Grant | undefined;
  rotate(refreshToken: string): string;
  revoke(refreshToken: string, clientId: string): void;
  /** The player logs in again out of sight, allowing these scopes: earlier refresh tokens die. */
  logInElsewhere(characterId: number, scopes: string[]): void;
  /** A player takes back what they allowed: all applications, or one. */
  revokeCharacter(characterId: number, clientId?: string): number;
}

const codeLifetimeMs = 5 * 60_000;

/** Codes and refresh tokens in the shape EVE hands them out. */
export function createGrantBook(clock: Clock, file: SsoStateFile): GrantBook {
  const codes = new Map<string, AuthorizationCode>();
  const grants = new Map<string, Grant>(file.state.grants);
  const save = (): void => {
    file.state.grants = [...grants];
    file.save();
  };

  const remember = (grant: Grant): string => {
    const refreshToken = randomBytes(16).toString("base64");
    grants.set(refreshToken, grant);
    save();
    return refreshToken;
  };

  const issueRefreshToken = (grant: Grant): string => {
    // A new login with other scopes ends the earlier grant; with the same ones both live on.
    for (const [token, other] of grants)
      if (
        other.clientId === grant.clientId &&
        other.characterId === grant.characterId &&
        scopeKey(other.scopes) !== scopeKey(grant.scopes)
      )
        grants.delete(token);
    return remember(grant);
  };

  return {
    issueCode(code) {
      const value = randomBytes(16).toString("base64url");
      codes.set(value, {
        ...code,
        expiresMs: clock.now().getTime() + codeLifetimeMs,
      });
      return value;
    },
    redeemCode(value) {
      const code = codes.get(value);
      codes.delete(value);
      return code && code.expiresMs >= clock.now().getTime() ? code : undefined;
    },
    issueRefreshToken,
    logInElsewhere(characterId, scopes) {
      const byClient = new Map(
        [...grants.values()]
          .filter((grant) => grant.characterId === characterId)
          .map((grant) => [grant.clientId, grant]),
      );
      for (const grant of byClient.values())
        issueRefreshToken({ ...grant, scopes });
    },
    find: (refreshToken) => grants.get(refreshToken),
    rotate(refreshToken) {
      const grant = grants.get(refreshToken);
      if (!grant) throw new Error("no such grant");
      grants.delete(refreshToken);
      return remember(grant);
    },
    revoke(refreshToken, clientId) {
      if (grants.get(refreshToken)?.clientId !== clientId) return;
      grants.delete(refreshToken);
      save();
    },
    revokeCharacter(characterId, clientId) {
      let revoked = 0;
      for (const [token, grant] of grants)
        if (
          grant.characterId === characterId &&
          (clientId === undefined || grant.clientId === clientId)
        ) {
          grants.delete(token);
          revoked++;
        }
      save();
      return revoked;
    },
  };
}

/** PKCE S256: the challenge is the unpadded base64url of SHA-256 over the verifier as sent. */
export const challengeOf = (verifier: string): string =>
  createHash("sha256").update(verifier).digest("base64url");

const scopeKey = (scopes: readonly string[]): string =>
  [...new Set(scopes)].sort().join(" ");
