import { type CharacterId, RejectedError } from "../../kernel/index.ts";
import type { Accounts, WorkingToken } from "../accounts/index.ts";
import { scopeMissing } from "./killmail-scope.ts";
import { isTokenRefused } from "./token-refused.ts";

type TokenSource = Pick<Accounts, "accessToken" | "refusedToken">;

/** Work that needs a token with these scopes. A token ESI refuses is replaced once; a second refusal is no matter of age. RejectedError `scopeMissing` without the scopes. */
export async function withToken<Result>(
  accounts: TokenSource,
  wanted: { characterId: CharacterId; scopes: readonly string[] },
  work: (working: WorkingToken) => Promise<Result>,
): Promise<Result> {
  const working = await tokenFor(accounts, wanted);
  try {
    return await work(working);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    await accounts.refusedToken(wanted.characterId, working.token);
    return work(await tokenFor(accounts, wanted));
  }
}

/** A refresh may bring fewer scopes than there were: asking ESI with it would cost five tokens, for nothing. */
async function tokenFor(
  accounts: TokenSource,
  {
    characterId,
    scopes,
  }: { characterId: CharacterId; scopes: readonly string[] },
): Promise<WorkingToken> {
  const working = await accounts.accessToken(characterId);
  const missing = scopes.filter((scope) => !working.scopes.includes(scope));
  if (missing.length === 0) return working;
  throw new RejectedError(
    scopeMissing,
    `The token of character ${characterId} does not include ${missing.join(" and ")}`,
  );
}
