/** The self-description at `GET /simulator`. */
export const controlRoutes: Record<string, string> = {
  "GET /simulator/requests?since=<ISO time>":
    "every request to the services with status, rate-limit group, subject and token cost, and totals",
  "DELETE /simulator/requests": "forget them and start the totals at zero",
  "GET /simulator/clock": "the simulator's time and that of its killmails",
  "POST /simulator/clock": "{advanceMs}: move both forward",
  "POST /simulator/killmails":
    "any part of a killmail in ESI's shape; the rest is filled in, id and hash are minted, it is released now",
  "GET /simulator/characters?search=&limit=": "find somebody to log in as",
  "GET /simulator/characters/<id>":
    "one pilot, with what ESI would list for them right now",
  "POST /simulator/characters/<id>":
    "{name?, corporationId?, roles?, ownerHash? (sold), securityStatus?, isBiomassed?, revokeGrants?, dropCaches?}",
  "GET /simulator/sso":
    "issuer variant, signing algorithm, rotation of refresh tokens",
  "POST /simulator/sso":
    "{issuerVariant?: plain|slash|host, signingAlgorithm?: RS256|ES256, rotateRefreshTokens?}",
  "GET /simulator/faults": "the faults still to come",
  "POST /simulator/faults":
    "one or a list of {service?, method?, path? (a part of it), count?, skip?, status?, headers?, body?: json|html, latencyMs?, truncate?}",
  "DELETE /simulator/faults": "no more faults",
};
