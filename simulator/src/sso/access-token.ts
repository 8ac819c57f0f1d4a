import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { Clock } from "../http/clock.ts";
import type { Character } from "../world/people.ts";
import type { SigningKeys } from "./signing-keys.ts";
import type { SsoSettings } from "./sso-settings.ts";
import { issuerVariants } from "./sso-settings.ts";

export interface TokenSubject {
  clientId: string;
  characterId: number;
  scopes: string[];
}

export interface AccessTokens {
  sign(
    clientId: string,
    character: Character,
    scopes: readonly string[],
  ): Promise<string>;
  /** Undefined when the token is missing, forged, expired or not for EVE. */
  verify(authorization: string | undefined): Promise<TokenSubject | undefined>;
}

export const accessTokenLifetimeSeconds = 1_200;

/** Signs and checks EVE's access tokens: JWTs with the claims of the live service. */
export function createAccessTokens(
  keys: SigningKeys,
  settings: SsoSettings,
  clock: Clock,
  publicUrl: () => string,
): AccessTokens {
  return {
    async sign(clientId, character, scopes) {
      const key = keys.byAlgorithm(settings.signingAlgorithm);
      const issuedAt = Math.floor(clock.now().getTime() / 1_000);
      // One scope comes as a bare string, none leaves the claim out.
      const scp = scopes.length > 1 ? scopes : scopes[0];
      return await new SignJWT({
        ...(scp === undefined ? {} : { scp }),
        kid: key.keyId,
        azp: clientId,
        tenant: "tranquility",
        tier: "live",
        region: "world",
        name: character.name,
        owner: character.ownerHash,
      })
        .setProtectedHeader({ alg: key.algorithm, kid: key.keyId, typ: "JWT" })
        .setJti(randomUUID())
        .setSubject(`CHARACTER:EVE:${character.id}`)
        .setAudience([clientId, "EVE Online"])
        .setIssuer(issuerVariants(publicUrl())[settings.issuerVariant])
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenLifetimeSeconds)
        .sign(key.privateKey);
    },
    async verify(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) return undefined;
      try {
        const { payload } = await jwtVerify(
          token,
          (header) => {
            const key = keys.byKeyId(header.kid);
            if (key?.algorithm !== header.alg) throw new Error("unknown key");
            return key.publicKey;
          },
          {
            audience: "EVE Online",
            issuer: Object.values(issuerVariants(publicUrl())),
            currentDate: clock.now(),
          },
        );
        const characterId = Number(payload.sub?.split(":")[2]);
        if (
          typeof payload["azp"] !== "string" ||
          !Number.isSafeInteger(characterId)
        )
          return undefined;
        return {
          clientId: payload["azp"],
          characterId,
          scopes: scopesOf(payload["scp"]),
        };
      } catch {
        return undefined;
      }
    },
  };
}

function scopesOf(scp: unknown): string[] {
  if (typeof scp === "string") return [scp];
  return Array.isArray(scp)
    ? scp.filter((scope) => typeof scope === "string")
    : [];
}
