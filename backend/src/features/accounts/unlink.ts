import {
  RejectedError,
  UnavailableError,
  type CharacterId,
  type Clock,
  type Logger,
} from "../../kernel/index.ts";
import type { KeyRing } from "../../platform/crypto/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Sso } from "../../platform/sso/index.ts";
import type { Accounts } from "./accounts.ts";
import { endReasons } from "./end-reasons.ts";
import { hasCharacters, tidyAccount } from "./store/account-rows.ts";
import { endGrant } from "./store/grant-rows.ts";
import {
  deleteLink,
  findLinked,
  lockLink,
  lockRefresh,
} from "./store/linked-character-rows.ts";
import { tokenPlace } from "./token-place.ts";

export function createUnlink(deps: {
  database: Database;
  clock: Clock;
  sso: Sso;
  keyRing: KeyRing;
  log: Logger;
}): Accounts["unlink"] {
  const { database, clock, sso, keyRing, log } = deps;

  async function revoke(characterId: CharacterId, envelope: string) {
    const place = tokenPlace("refresh_token", characterId);
    try {
      await sso.revoke(keyRing.decrypt(envelope, place));
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      // The pilot's wish is done here; what lives on at SSO nobody holds any more.
      log.warn(
        { characterId, reason: error.message },
        "EVE SSO could not be told that an authorisation is over",
      );
    }
  }

  return async (accountId, characterId) => {
    const unlinked = await database.transaction(async (tx) => {
      // A refresh under way may bring another refresh token: that is the one to revoke.
      await lockRefresh(tx, characterId);
      await lockLink(tx, characterId);
      const link = await findLinked(tx, characterId);
      if (link?.accountId !== accountId)
        throw new RejectedError(
          "NOT_LINKED",
          "This character is not linked to your account.",
        );
      await endGrant(tx, link.grantId, {
        at: clock.now(),
        reason: endReasons.unlinked,
      });
      await deleteLink(tx, characterId);
      await tidyAccount(tx, accountId);
      const accountLeft = await hasCharacters(tx, accountId);
      return { refreshToken: link.refreshToken, accountLeft };
    });
    log.info({ accountId, characterId }, "A pilot unlinked a character");
    if (unlinked.refreshToken !== null)
      await revoke(characterId, unlinked.refreshToken);
    return { accountLeft: unlinked.accountLeft };
  };
}
