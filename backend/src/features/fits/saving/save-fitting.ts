import {
  type CharacterId,
  type Clock,
  type KillmailId,
  RejectedError,
  UnavailableError,
  type Viewer,
} from "../../../kernel/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import {
  type Esi,
  EsiRefusedError,
  esiTrouble,
} from "../../../platform/esi/index.ts";
import type { Accounts, LinkedCharacterView } from "../../accounts/index.ts";
import { withToken } from "../../character-sync/index.ts";
import type { Killmails, StoredKillmail } from "../../killmails/index.ts";
import type { ShownFit } from "../fits.ts";
import {
  claimSave,
  forgetSaves,
  readSave,
  releaseSave,
  type SaveKey,
  settleSave,
} from "../store/fitting-saves.ts";
import { fittingBody, type FittingBody } from "./fitting-body.ts";
import { fittingScopes } from "./fitting-scopes.ts";
import { messages } from "./messages.ts";

export interface SaveFittingInput {
  readonly killmailId: KillmailId;
  readonly characterId: CharacterId;
  readonly name: string;
  /** Made by whoever asks, anew for each wish: the same one is carried out once, however often it arrives. */
  readonly requestId: string;
}

export type SaveResult =
  | { readonly isLoginNeeded: true }
  | {
      readonly isLoginNeeded: false;
      readonly fittingId: bigint;
      readonly leftOut: readonly string[];
    };

export interface SaveDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<
    Accounts,
    "linkedCharacter" | "accessToken" | "refusedToken"
  >;
  readonly killmails: Pick<Killmails, "byId">;
  readonly esi: Pick<Esi, "saveFitting">;
  readonly fitOf: (mail: StoredKillmail) => Promise<ShownFit>;
}

const weekMs = 7 * 24 * 60 * 60_000;
/** ESI is given up on after ten seconds, and asked twice at most: who asks longer has died. */
const mostAskingMs = 60_000;

/** `Fits.saveFitting`. */
export function createSaveFitting(deps: SaveDeps) {
  const { database, clock, accounts, killmails, esi } = deps;
  const { prisma } = database;

  return async function saveFitting(
    viewer: Viewer,
    { killmailId, characterId, name, requestId }: SaveFittingInput,
  ): Promise<SaveResult> {
    if (!/^[\w-]{8,64}$/.test(requestId))
      throw new RejectedError("BAD_USER_INPUT", messages.requestId);
    const link = await accounts.linkedCharacter(characterId);
    if (viewer.kind !== "account" || link?.accountId !== viewer.accountId)
      throw new RejectedError("FORBIDDEN", messages.notYours);
    const mail = await killmails.byId(viewer, killmailId);
    if (mail === null)
      throw new RejectedError("NOT_FOUND", messages.noSuchKillmail);
    const { fit, facts } = await deps.fitOf(mail);
    const description = `Lost in killmail ${killmailId}. Saved by KillReport.`;
    const body = fittingBody(fit, { name, description }, facts);
    if (!isReady(link)) return { isLoginNeeded: true };

    const key = { grantId: link.grantId, requestId };
    const now = clock.now();
    await forgetSaves(prisma, link.grantId, new Date(now.getTime() - weekMs));
    const fittingId = (await claimSave(prisma, key, now))
      ? await save(key, link, body)
      : await savedBefore(key);
    return { isLoginNeeded: false, fittingId, leftOut: body.leftOut };
  };

  async function save(
    key: SaveKey,
    { characterId }: LinkedCharacterView,
    { fitting }: FittingBody,
  ): Promise<bigint> {
    try {
      const wanted = { characterId, scopes: fittingScopes };
      const saved = await withToken(accounts, wanted, ({ token }) =>
        esi.saveFitting({
          characterId,
          token,
          fitting,
          priority: "immediate",
        }),
      );
      const fittingId = saved.body.fitting_id;
      await settleSave(prisma, key, { state: "saved", fittingId });
      return BigInt(fittingId);
    } catch (error) {
      if (isCertainlyUnsaved(error)) {
        await releaseSave(prisma, key);
        throw told(error);
      }
      await settleSave(prisma, key, { state: "unknown" });
      if (!(error instanceof UnavailableError)) throw error;
      throw new RejectedError("FITTING_UNCERTAIN", messages.mayBeSaved, {
        cause: error,
      });
    }
  }

  /** What came of the same wish the first time. */
  async function savedBefore(key: SaveKey): Promise<bigint> {
    const row = await readSave(prisma, key);
    if (row?.fittingId != null) return row.fittingId;
    const isAsking =
      row?.state === "asking" &&
      clock.now().getTime() - row.askedAt.getTime() < mostAskingMs;
    if (isAsking || row === null)
      throw new RejectedError("FITTING_BEING_SAVED", messages.isBeingSaved);
    throw new RejectedError("FITTING_UNCERTAIN", messages.mayBeSaved);
  }
}

function isReady({ expiresAt, scopes }: LinkedCharacterView): boolean {
  return (
    expiresAt === null && fittingScopes.every((scope) => scopes.includes(scope))
  );
}

/** A refusal, or a call that never went out: no budget, EVE SSO away. Everything else may have reached the game. */
function isCertainlyUnsaved(error: unknown): boolean {
  if (error instanceof RejectedError) return true;
  return (
    error instanceof UnavailableError &&
    // "Away" is also said of a call that went out and was answered by an outage.
    error.code !== esiTrouble.failed &&
    error.code !== esiTrouble.away
  );
}

function told(error: unknown): unknown {
  if (error instanceof EsiRefusedError)
    return new RejectedError(
      "FITTING_REFUSED",
      messages.refused(error.reason),
      { cause: error },
    );
  if (error instanceof UnavailableError)
    return new UnavailableError(messages.away, {
      cause: error,
      retryAt: error.retryAt ?? undefined,
    });
  return error;
}
