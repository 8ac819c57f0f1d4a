import { type CharacterId, RejectedError } from "../../kernel/index.ts";
import type { WorkingToken } from "../accounts/index.ts";
import { isTokenRefused } from "../character-sync/index.ts";
import { hasCorporationScopes } from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";

/** Code of the RejectedError for a token without the scopes. */
export const scopesMissing = "SCOPES_MISSING";

/** A token ESI refuses is replaced once; a second refusal is no matter of age. */
export async function withToken<Result>(
  { accounts }: Pick<CorporationSyncDeps, "accounts">,
  characterId: CharacterId,
  work: (working: WorkingToken) => Promise<Result>,
): Promise<Result> {
  const working = await tokenFor(accounts, characterId);
  try {
    return await work(working);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    await accounts.refusedToken(characterId, working.token);
    return work(await tokenFor(accounts, characterId));
  }
}

/** A refresh may bring fewer scopes than there were: asking ESI with it would cost five tokens, for nothing. */
async function tokenFor(
  accounts: CorporationSyncDeps["accounts"],
  characterId: CharacterId,
): Promise<WorkingToken> {
  const working = await accounts.accessToken(characterId);
  if (hasCorporationScopes(working.scopes)) return working;
  throw new RejectedError(
    scopesMissing,
    `The token of character ${characterId} does not include what a corporation's list needs`,
  );
}
