import {
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { UnavailableError } from "../../kernel/index.ts";

/** `dead`: this grant is over. `refused`: this request was wrong. `unavailable`: try again later. */
export interface TokenProblem {
  readonly kind: "dead" | "refused" | "unavailable";
  /** To throw where a retry is all that can be done. Carries neither the request nor the answer: both hold secrets, and errors get logged. */
  readonly error: UnavailableError;
}

/** Code of the UnavailableErrors that say EVE SSO can not be asked just now. */
export const ssoAway = "SSO_AWAY";

/** What an error of openid-client means for the caller. */
export function classifyTokenError(error: unknown): TokenProblem {
  if (error instanceof UnavailableError) return { kind: "unavailable", error };
  if (error instanceof ResponseBodyError) {
    const code = plainCode(error.error);
    const known = ssoUnavailable(`it answered ${error.status} ${code}`);
    if (code === "invalid_grant" || code === "invalid_token")
      return { kind: "dead", error: known };
    const isOurs = siteErrors.has(code) || error.status === 401;
    if (isOurs) return siteProblem(error.status);
    if (error.status === 429 || error.status >= 500)
      return { kind: "unavailable", error: known };
    return { kind: "refused", error: known };
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return siteProblem(error.status);
  return {
    kind: "unavailable",
    error: ssoUnavailable(`no proper answer, ${plainCode(codeOf(error))}`),
  };
}

export function ssoUnavailable(what: string): UnavailableError {
  return new UnavailableError(
    `EVE SSO does not work as it should at the moment (${what}).`,
    { code: ssoAway },
  );
}

const siteErrors = new Set(["invalid_client", "unauthorized_client"]);

function siteProblem(status: number): TokenProblem {
  return {
    kind: "unavailable",
    error: ssoUnavailable(
      `it answered ${status} to this site's EVE_CLIENT_ID and EVE_CLIENT_SECRET, check both`,
    ),
  };
}

function codeOf(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return "code" in error ? error.code : error.name;
}

/** Only what looks like an error code is repeated, never text that somebody else wrote. */
function plainCode(code: unknown): string {
  return typeof code === "string" && /^[A-Za-z_]{1,60}$/.test(code)
    ? code
    : "unknown error";
}
