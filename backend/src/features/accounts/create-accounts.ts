import {
  anonymous,
  type CharacterId,
  type Clock,
  type GrantId,
  type Logger,
} from "../../kernel/index.ts";
import type { KeyRing, Seal } from "../../platform/crypto/index.ts";
import type { Database, Transaction } from "../../platform/database/index.ts";
import type { Sso } from "../../platform/sso/index.ts";
import { createAccessToken } from "./access-token.ts";
import type { Accounts, LinkedCharacterView } from "./accounts.ts";
import { createBeginLogin } from "./begin-login.ts";
import { createCompleteLogin } from "./complete-login.ts";
import { sessionTokenHash } from "./session-token.ts";
import { findEnded, findLost } from "./store/grant-rows.ts";
import {
  findLinked,
  findLinkedOfAccount,
  type LinkedCharacterRow,
} from "./store/linked-character-rows.ts";
import { deleteSession, findSessionAccount } from "./store/session-rows.ts";
import { createUnlink } from "./unlink.ts";

export interface AccountsDeps {
  database: Database;
  clock: Clock;
  sso: Sso;
  /** For the tokens at rest. */
  keyRing: KeyRing;
  /** For the cookie of a login under way: made by `createLoginFlowSeal`. */
  seal: Seal;
  /** Told after the commit, so that what `onLinked` queued starts at once. */
  outbox: { poke(): void };
  log: Logger;
  /** Who runs this site. */
  adminCharacterIds?: readonly CharacterId[];
  /** Runs in the transaction of every login: the first sync is queued with it or not at all. */
  onLinked: (
    tx: Transaction,
    character: { characterId: CharacterId; grantId: GrantId },
  ) => Promise<void>;
}

/** For how long a pilot is told of a character whose link ended. */
const lostShownMs = 30 * 24 * 60 * 60_000;

export function createAccounts(deps: AccountsDeps): Accounts {
  const { database, clock, adminCharacterIds = [] } = deps;
  const begin = createBeginLogin(deps);
  return {
    beginLogin: (options = {}) => begin(options),
    completeLogin: createCompleteLogin({ ...deps, begin }),
    viewer: async (sessionToken) => {
      const hash = sessionTokenHash(sessionToken);
      const accountId =
        hash && (await findSessionAccount(database.prisma, hash, clock.now()));
      return accountId === null ? anonymous : { kind: "account", accountId };
    },
    isAdmin: async (viewer) => {
      if (viewer.kind === "anonymous" || adminCharacterIds.length === 0)
        return false;
      const { accountId } = viewer;
      const linked = await findLinkedOfAccount(database.prisma, accountId);
      return linked.some(
        ({ characterId, expiresAt }) =>
          expiresAt === null && adminCharacterIds.includes(characterId),
      );
    },
    endSession: async (sessionToken) => {
      const hash = sessionTokenHash(sessionToken);
      if (hash) await deleteSession(database.prisma, hash);
    },
    linkedCharacters: async (accountId) =>
      (await findLinkedOfAccount(database.prisma, accountId)).map(view),
    lostCharacters: (accountId) =>
      findLost(
        database.prisma,
        accountId,
        new Date(clock.now().getTime() - lostShownMs),
      ),
    endedLink: (characterId) => findEnded(database.prisma, characterId),
    linkedCharacter: async (characterId) => {
      const row = await findLinked(database.prisma, characterId);
      return row && view(row);
    },
    ...createAccessToken(deps),
    unlink: createUnlink(deps),
  };
}

/** Named field by field: a column added to the row does not leave the feature by itself. */
function view(row: LinkedCharacterRow): LinkedCharacterView {
  return {
    characterId: row.characterId,
    accountId: row.accountId,
    grantId: row.grantId,
    name: row.name,
    scopes: row.scopes,
    linkedAt: row.linkedAt,
    expiresAt: row.expiresAt,
    expiredReason: row.expiredReason,
  };
}
