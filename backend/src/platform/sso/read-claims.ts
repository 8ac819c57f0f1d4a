import { z } from "zod";
import {
  parseId,
  RejectedError,
  type CharacterId,
  type Clock,
} from "../../kernel/index.ts";
import type { SsoCharacter } from "./sso.ts";

/** Reads who an EVE access token is about, once its signature, issuer and expiry were checked. It is taken to have just been made. */
export function readClaims(
  payload: unknown,
  { clientId, clock }: { clientId: string; clock: Clock },
): SsoCharacter {
  const result = claims.safeParse(payload);
  if (!result.success) throw refused("lacks what EVE SSO puts into it");
  const { sub, name, owner, scp, aud, exp, iat } = result.data;
  // Without the second half, a token that a pilot gave to any other application would log in here.
  if (!aud.includes("EVE Online") || !aud.includes(clientId))
    throw refused("was made for another application");
  const [, digits = ""] = subject.exec(sub) ?? [];
  const characterId = parseId<CharacterId>(digits);
  if (characterId === null) throw refused("is about no character");
  return {
    characterId,
    name,
    ownerHash: owner,
    scopes: typeof scp === "string" ? [scp] : [...new Set(scp)].sort(),
    // Counted by our own clock: with SSO's minutes away from it every check would refresh, or ask ESI with a dead token.
    expiresAt:
      iat === undefined
        ? new Date(exp * 1000)
        : new Date(clock.now().getTime() + (exp - iat) * 1000),
  };
}

export function refused(why: string): RejectedError {
  return new RejectedError(
    "LOGIN_TOKEN",
    `The token from EVE SSO ${why}. Please log in again.`,
  );
}

// CCP's own pages have written both orders.
const subject = /^(?:CHARACTER:EVE|EVE:CHARACTER):(\d+)$/;

const claims = z.looseObject({
  sub: z.string(),
  name: z.string().min(1),
  owner: z.string().min(1),
  // An array, a bare string for exactly one scope, absent for none.
  scp: z.union([z.string(), z.array(z.string())]).default([]),
  aud: z.array(z.string()),
  exp: z.number(),
  iat: z.number().optional(),
});
