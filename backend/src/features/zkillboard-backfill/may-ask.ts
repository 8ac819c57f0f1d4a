import type { AccountId } from "../../kernel/index.ts";
import type { ZkillboardEntity } from "../../platform/zkillboard/index.ts";
import type { ZkillboardBackfillDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import type { Asker, Backfill } from "./zkillboard-backfill.ts";

type Deps = Pick<ZkillboardBackfillDeps, "accounts" | "corporationSync">;

/** Whoever runs the site may ask for anything, and sees what others asked for. */
export async function runsSite(deps: Deps, asker: Asker): Promise<boolean> {
  return asker.kind === "operator" || deps.accounts.isAdmin(asker);
}

/** Whether the account may ask for it as a pilot. */
export async function isTheirs(
  { accounts, corporationSync }: Deps,
  accountId: AccountId,
  { kind, id }: ZkillboardEntity,
): Promise<boolean> {
  if (kind === "alliance") return false;
  const linked = await accounts.linkedCharacters(accountId);
  const characterIds = linked.map(({ characterId }) => characterId);
  if (kind === "character")
    return characterIds.some((characterId) => characterId === id);
  const views = await corporationSync.views(characterIds);
  return [...views.values()].some(
    ({ isEnabled, corporationId }) => isEnabled && corporationId === id,
  );
}

/** Why the backfill must not go on: whoever asked may not ask any more. Null when it may. */
export async function findRefusal(
  deps: Deps,
  { accountId, entity }: Backfill,
): Promise<string | null> {
  if (accountId === null || (await isTheirs(deps, accountId, entity)))
    return null;
  if (await deps.accounts.isAdmin({ kind: "account", accountId })) return null;
  if (entity.kind === "character") return messages.notLinked;
  return entity.kind === "corporation"
    ? messages.noConsent
    : messages.notYours(entity);
}
