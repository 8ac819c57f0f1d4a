import { RejectedError, type Clock, type Logger } from "../../kernel/index.ts";
import type { Seal } from "../../platform/crypto/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Sso } from "../../platform/sso/index.ts";
import type { Accounts } from "./accounts.ts";
import { readCallback } from "./login-flow.ts";
import type { BeginLogin } from "./begin-login.ts";
import { killmailScope, widerThanLogin } from "./login-scopes.ts";
import { saveLogin } from "./save-login.ts";
import {
  newSessionToken,
  sessionLifetimeMs,
  sessionTokenHash,
} from "./session-token.ts";
import {
  createSession,
  deleteExpiredSessions,
  deleteSession,
  findSessionAccount,
} from "./store/session-rows.ts";

/** Everything EVE SSO has to say is heard and checked first; then one transaction writes, or nothing does. */
export function createCompleteLogin(
  deps: {
    database: Database;
    clock: Clock;
    sso: Sso;
    seal: Seal;
    outbox: { poke(): void };
    log: Logger;
    begin: BeginLogin;
  } & Parameters<typeof saveLogin>[1],
): Accounts["completeLogin"] {
  const { database, clock, sso, seal, outbox, log, begin } = deps;
  return async ({ callbackUrl, flow, sessionToken }) => {
    refuseForeignIssuer(sso, callbackUrl);
    const { isSecond, to, ...callback } = await readCallback(
      seal,
      callbackUrl,
      flow,
    );
    const tokens = await sso.exchange(callback);
    const character = await sso.verify(tokens.accessToken);
    if (!character.scopes.includes(killmailScope))
      throw new RejectedError(
        "LOGIN_SCOPE",
        `${character.name}'s login does not allow reading killmails (${killmailScope}). Please log in again and keep that permission.`,
      );

    const earlier = sessionTokenHash(sessionToken);
    const fresh = newSessionToken();
    const freshHash = sessionTokenHash(fresh);
    if (freshHash === null) throw new Error("A new session token is malformed");
    const login = await database.transaction(async (tx) => {
      const now = clock.now();
      const saved = await saveLogin(tx, deps, {
        character,
        tokens,
        currentAccount: earlier && (await findSessionAccount(tx, earlier, now)),
      });
      // A new token with every login: one that somebody planted in this browser before leads nowhere.
      if (earlier) await deleteSession(tx, earlier);
      await deleteExpiredSessions(tx, now);
      await createSession(tx, {
        tokenHash: freshHash,
        accountId: saved.accountId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      });
      return saved;
    });
    outbox.poke();
    const { characterId, scopes } = character;
    log.info({ ...login, characterId }, "A pilot logged in");
    const { lostScopes, ...completed } = login;
    return {
      ...completed,
      characterId,
      sessionToken: fresh,
      to,
      widerScopes: widerThanLogin(scopes),
      // Once only: who declines twice means it.
      second:
        widerThanLogin(lostScopes).length > 0 && !isSecond
          ? await begin({
              scopes: [...scopes, ...lostScopes],
              isSecond: true,
              to,
            })
          : null,
    };
  };
}

/** EVE SSO names itself in no callback so far; should it, or somebody else in its place, then rightly (RFC 9207). */
function refuseForeignIssuer(sso: Sso, callbackUrl: URL): void {
  const names = callbackUrl.searchParams.getAll("iss");
  if (names.length > 1 || !names.every((name) => sso.isIssuer(name)))
    throw new RejectedError(
      "LOGIN_STATE",
      "This answer is not EVE SSO's. Please log in again.",
    );
}
