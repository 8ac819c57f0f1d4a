import {
  UnavailableError,
  type CharacterId,
  type Clock,
  type Logger,
} from "../../kernel/index.ts";
import type { KeyRing } from "../../platform/crypto/index.ts";
import {
  type Database,
  isBrokenConnection,
  type Transaction,
} from "../../platform/database/index.ts";
import type { Sso } from "../../platform/sso/index.ts";
import type { Accounts, WorkingToken } from "./accounts.ts";
import { askForTokens, type RefreshAnswer } from "./ask-for-tokens.ts";
import { endReasons } from "./end-reasons.ts";
import { endGrant } from "./store/grant-rows.ts";
import {
  findLinked,
  forgetAccessToken,
  lockRefresh,
  saveExpired,
  saveRefreshed,
} from "./store/linked-character-rows.ts";
import { tokenPlace } from "./token-place.ts";
import {
  authorisationEnded,
  livingLink,
  workingToken,
  type LivingLink,
} from "./working-token.ts";

interface Deps {
  database: Database;
  clock: Clock;
  sso: Sso;
  keyRing: KeyRing;
  log: Logger;
}

type Outcome =
  | { kind: "working"; token: WorkingToken }
  | { kind: "ended"; reason: string }
  | { kind: "unavailable"; error: UnavailableError };

/**
 * Refreshes on demand. One refresh at a time: in this process by the map, among processes by an advisory lock, since where
 * EVE rotates refresh tokens the second to spend one would be told that the authorisation is dead. Logins and whatever else
 * writes without that lock are noticed by compare-and-set on the refresh token, and what they wrote counts.
 */
export function createAccessToken(
  deps: Deps,
): Pick<Accounts, "accessToken" | "refusedToken"> {
  const { database, keyRing } = deps;
  const running = new Map<CharacterId, Promise<WorkingToken>>();
  return {
    accessToken: async (characterId) => {
      const row = await findLinked(database.prisma, characterId);
      const working = workingToken(deps, livingLink(characterId, row));
      if (working) return working;
      let refresh = running.get(characterId);
      if (!refresh) {
        refresh = refreshed(deps, characterId).finally(() =>
          running.delete(characterId),
        );
        running.set(characterId, refresh);
      }
      return refresh;
    },
    refusedToken: async (characterId, token) => {
      const accessToken = (await findLinked(database.prisma, characterId))
        ?.accessToken;
      if (accessToken == null) return;
      const place = tokenPlace("access_token", characterId);
      // Another one was stored since: that one was not refused.
      if (keyRing.decrypt(accessToken, place) !== token) return;
      await forgetAccessToken(database.prisma, { characterId, accessToken });
    },
  };
}

async function refreshed(
  deps: Deps,
  characterId: CharacterId,
): Promise<WorkingToken> {
  // Kept outside of the transaction, which may run twice: a refresh token must not be spent twice.
  const answers = new Map<string, RefreshAnswer>();
  const refresh = () => tryToRefresh(deps, characterId, answers);
  const outcome = await refresh().catch((error: unknown) => {
    // Broken at the commit, whether it happened or not: the new refresh token is nowhere else, and the one before may be spent.
    if (answers.size === 0 || !isBrokenConnection(error)) throw error;
    return refresh();
  });
  switch (outcome.kind) {
    case "working":
      return outcome.token;
    case "unavailable":
      throw outcome.error;
    case "ended":
      deps.log.warn(
        { characterId, reason: outcome.reason },
        "A character's authorisation has ended",
      );
      throw authorisationEnded(outcome.reason);
  }
}

/** `answers`: what EVE SSO gave for each refresh token. */
function tryToRefresh(
  deps: Deps,
  characterId: CharacterId,
  answers: Map<string, RefreshAnswer>,
): Promise<Outcome> {
  return deps.database.transaction(async (tx) => {
    await lockRefresh(tx, characterId);
    for (let attempt = 0; attempt < 3; attempt++) {
      const row = await findLinked(tx, characterId);
      const link = livingLink(characterId, row);
      const token = workingToken(deps, link);
      if (token) return { kind: "working", token } satisfies Outcome;
      const answer = answers.get(link.refreshToken) ?? (await ask(deps, link));
      answers.set(link.refreshToken, answer);
      const stored = await store(tx, deps, link, answer);
      if (stored) return stored;
    }
    throw new UnavailableError(
      `The authorisation of character ${characterId} is being changed elsewhere.`,
    );
  });
}

function ask(deps: Deps, link: LivingLink): Promise<RefreshAnswer> {
  const place = tokenPlace("refresh_token", link.characterId);
  const refreshToken = deps.keyRing.decrypt(link.refreshToken, place);
  return askForTokens(deps.sso, link, refreshToken);
}

/** Null when the link was changed since its refresh token was read. */
async function store(
  tx: Transaction,
  { clock, keyRing }: Deps,
  link: LivingLink,
  answer: RefreshAnswer,
): Promise<Outcome | null> {
  const { characterId, grantId } = link;
  const spent = { characterId, refreshToken: link.refreshToken };
  const sealed = (column: "access_token" | "refresh_token", token: string) =>
    keyRing.encrypt(token, tokenPlace(column, characterId));

  if (answer.kind === "ended") {
    const { reason } = answer;
    const ended = { at: clock.now(), reason };
    if (!(await saveExpired(tx, spent, ended))) return null;
    if (answer.isSold)
      await endGrant(tx, grantId, { ...ended, reason: endReasons.sold });
    return { kind: "ended", reason };
  }
  const { accessToken, refreshToken } = answer.tokens;
  if (answer.kind === "unverified") {
    const isSaved = await saveRefreshed(tx, spent, {
      refreshToken: sealed("refresh_token", refreshToken),
      accessToken: null,
      accessTokenExpiresAt: null,
    });
    return isSaved ? { kind: "unavailable", error: answer.error } : null;
  }
  const { name, scopes, expiresAt } = answer.character;
  const isSaved = await saveRefreshed(tx, spent, {
    name,
    scopes,
    refreshToken: sealed("refresh_token", refreshToken),
    accessToken: sealed("access_token", accessToken),
    accessTokenExpiresAt: expiresAt,
  });
  return isSaved
    ? {
        kind: "working",
        token: { token: accessToken, characterId, grantId, scopes },
      }
    : null;
}
