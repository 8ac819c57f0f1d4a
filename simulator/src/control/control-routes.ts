/** The self-description at `GET /simulator`. */
export const controlRoutes: Record<string, string> = {
  "GET /simulator/requests?since=<ISO time>&service=&path=&subject=&process=&isLost=&limit=":
    "requests to the services with status, rate-limit group, subject, token cost and what became of the answer; and totals of all",
  "DELETE /simulator/requests": "forget them and start the totals at zero",
  "GET /simulator/requests/totals":
    "totals by service, status, group, subject, route, path and fault",
  "GET /simulator/requests/thrift?since=&diedWithinMs=10000":
    "tokens spent, the least that would have sufficed, and the requests that were needless",
  "POST /simulator/requests/deaths":
    "{process, diedAtMs?}: a client process died; its records say so",
  "GET /simulator/clock": "the simulator's time and that of its killmails",
  "POST /simulator/clock": "{advanceMs}: move both forward",
  "POST /simulator/killmails":
    "any part of a killmail in ESI's shape; the rest is filled in, id and hash are minted, it is released now, and posted unless isPublic is false; count makes many",
  "POST /simulator/killmails/<id>/publish":
    "zKillboard, its feed and EVE Ref learn of it now; what they have is posted again",
  "POST /simulator/killmails/<id>/labels":
    "{labels}: zKillboard adds them, its feed writes the mail's file again and announces it",
  "GET /simulator/zkillboard": "the shape of its lists",
  "POST /simulator/zkillboard":
    "{shape: full|short}: whole mails as of today, or ids with zKillboard's block as until June 2026",
  "GET /simulator/feed": "what the live feed shows, and the number it is at",
  "POST /simulator/feed": "{skip}: so many numbers are never used",
  "POST /simulator/killmails/<id>/hash":
    "{listed?, recipientId?, answers?}: lists show another hash, or the body answers to another one only",
  "GET /simulator/corporations/<id>":
    "one corporation, with its directors and what ESI would list right now",
  "POST /simulator/sample":
    "{characters?, corporations?, mostMails?, seed?}: recipients who together list at most so many mails",
  "GET /simulator/replay": "how far the replay is",
  "POST /simulator/replay":
    "{characterIds?, corporationIds?, overMs, initialShare?, order?: time|shuffled, seed?}: list nothing but their mails, released over time",
  "POST /simulator/replay/finish": "release the rest now",
  "DELETE /simulator/replay": "list everything again",
  "GET /simulator/characters?search=&limit=": "find somebody to log in as",
  "GET /simulator/characters/<id>":
    "one pilot, with what ESI would list for them right now",
  "GET /simulator/characters/<id>/fittings":
    "the fits one pilot has saved in the game, without ESI's cache",
  "POST /simulator/characters/<id>":
    "{name?, corporationId?, roles?, ownerHash? (sold), securityStatus?, isBiomassed?, revokeGrants?, dropCaches?}",
  "GET /simulator/static-data": "the build of the static data",
  "POST /simulator/static-data":
    "{withoutMembers?, withoutTypes?, typeNames?, isLaterShape?}: publish the next build, which differs from the world in that",
  "GET /simulator/sso":
    "issuer variant, signing algorithm, rotation of refresh tokens",
  "POST /simulator/sso":
    "{issuerVariant?: plain|slash|host, signingAlgorithm?: RS256|ES256, rotateRefreshTokens?}",
  "GET /simulator/faults":
    "the faults still to come, and how often each name struck",
  "POST /simulator/faults":
    "one or a list: whom {service?, method?, path?, query?, process?}, when {count?, skip?, probability?, seed?, afterMs?, durationMs?}, what {status?, headers?, body?, hasLimitHeaders?, latencyMs?, holdMs?, truncate?, damage?, rewrite?, forge?, repeat?, fillTo?, drop?, schema?, list?, downtime?, event?}",
  "DELETE /simulator/faults?name=": "no more faults, or none of that name",
  "POST /simulator/limits":
    "{tokens?: {group, subject, spend}, errors?: {spend}}: somebody else spent from the budgets",
};
