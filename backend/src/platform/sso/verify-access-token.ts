import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { UnavailableError, type Clock } from "../../kernel/index.ts";
import { issuerVariants } from "./issuer-variants.ts";
import { readClaims, refused } from "./read-claims.ts";
import type { SsoCharacter } from "./sso.ts";
import { ssoAway } from "./token-error.ts";

/** Signature (key chosen by `kid` and `alg`), issuer, audience, expiry and subject, in that order. */
export async function verifyAccessToken(
  accessToken: string,
  trusted: {
    keys: JWTVerifyGetKey;
    ssoUrl: URL;
    clientId: string;
    clock: Clock;
  },
): Promise<SsoCharacter> {
  try {
    const { payload } = await jwtVerify(accessToken, trusted.keys, {
      algorithms: ["RS256", "ES256"],
      issuer: issuerVariants(trusted.ssoUrl),
      requiredClaims: ["exp", "sub"],
      currentDate: trusted.clock.now(),
      clockTolerance: clockToleranceSeconds,
    });
    return readClaims(payload, trusted);
  } catch (error) {
    throw explained(error);
  }
}

/** A self-hosted machine's clock may be minutes off; the token came straight from SSO. */
const clockToleranceSeconds = 5 * 60;

function explained(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return refused("has expired");
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(
      error.claim === "iss"
        ? "names another issuer than this site's EVE SSO"
        : `has an unusable "${error.claim}" claim`,
    );
  if (untrusted.some((kind) => error instanceof kind))
    return refused("is not signed by EVE SSO");
  // What is left of jose's errors, and fetch's TypeError: the key set itself could not be read.
  if (error instanceof errors.JOSEError || error instanceof TypeError)
    return new UnavailableError(
      "EVE SSO's signing keys can not be read at the moment.",
      { code: ssoAway },
    );
  return error;
}

const untrusted = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
