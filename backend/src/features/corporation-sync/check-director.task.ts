import {
  type CharacterId,
  id,
  implementTask,
  type Priority,
  type TaskImplementation,
  UnavailableError,
} from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { withToken } from "../character-sync/index.ts";
import { corporationList, readListCursor } from "./corporation-list.ts";
import {
  corporationScopes,
  hasCorporationScopes,
} from "./corporation-scopes.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import { readRole, type Role } from "./read-role.ts";
import {
  lockDirector,
  readDirectors,
  writeDirector,
} from "./store/director-rows.ts";
import { saveQueued } from "./store/sync-rows.ts";
import { type SwitchOff, switchOff, switchOffFor } from "./switch-off.ts";
import {
  checkDirector,
  corporationKey,
  syncCorporationKillmails,
} from "./tasks.ts";

/** For the case that the order itself is lost by an operator's hand: the corporation comes due again. */
const againMs = 15 * 60_000;
const unsaidWaitMs = 60_000;

/** Turns a wanted switch on when the character is a director, with a first check of the list above everything else; otherwise says why not. */
export function checkDirectorTask(
  deps: CorporationSyncDeps,
): TaskImplementation {
  const { accounts, clock, database } = deps;

  return implementTask(checkDirector, async (payload, { priority }) => {
    const characterId = id<CharacterId>(payload.characterId);
    const link = await accounts.linkedCharacter(characterId);
    const rows = await readDirectors(database.prisma, [characterId]);
    const row = rows.get(characterId);
    // Unlinked, or not wanted any more, since the order was given.
    if (link === null || row?.isWanted !== true) return;
    const off = (reason: SwitchOff) =>
      database.transaction((tx) => switchOff(tx, deps, link, reason));

    try {
      const missing = whatIsMissing(link, row.state === "on");
      if (missing !== null) await off(missing);
      else {
        const role = await readRole(deps, link, priority);
        if (!role.isDirector)
          await off({ state: "refused", message: messages.notDirector });
        else {
          await tryKnownList(deps, link, role, priority);
          await switchOn(deps, link, role);
        }
      }
    } catch (error) {
      const reason = switchOffFor(error);
      if (reason !== null) await off(reason);
      else {
        if (row.state !== "on")
          await writeDirector(
            database.prisma,
            characterId,
            { message: delayMessage(error, clock.now()) },
            clock.now(),
          );
        await publishChange(deps, [characterId]);
        throw error;
      }
    }
    await publishChange(deps, [characterId]);
  });
}

function whatIsMissing(
  link: LinkedCharacterView,
  isOn: boolean,
): SwitchOff | null {
  if (link.expiresAt !== null)
    return {
      state: "login",
      message: link.expiredReason ?? messages.authorisationEnded,
    };
  if (hasCorporationScopes(link.scopes)) return null;
  const message = isOn ? messages.scopesLost : messages.loginNeeded;
  return { state: "login", message };
}

/**
 * Roles that ESI said before a character moved are those of its former corporation. Where this site holds mails of the
 * new one already, a director is who ESI gives its list to, not who it called one up to an hour ago: throws when it refuses.
 */
async function tryKnownList(
  deps: CorporationSyncDeps,
  { characterId }: LinkedCharacterView,
  { corporationId }: Role,
  priority: Priority,
): Promise<void> {
  const cursor = await readListCursor(deps, corporationId);
  if (cursor === null) return;
  const wanted = { characterId, scopes: corporationScopes };
  await withToken(deps.accounts, wanted, (working) =>
    corporationList(deps, corporationId, working, priority).ask({
      page: 1,
      etag: cursor.etag,
    }),
  );
}

async function switchOn(
  { clock, database, killmails, outbox }: CorporationSyncDeps,
  { characterId, grantId }: LinkedCharacterView,
  { corporationId, saidAt }: Role,
): Promise<void> {
  const now = clock.now();
  await database.transaction(async (tx) => {
    const row = await lockDirector(tx, characterId);
    // Turned off while ESI was asked.
    if (row?.isWanted !== true) return;
    await killmails.noteDirector(tx, grantId, true, corporationId);
    await writeDirector(
      tx,
      characterId,
      {
        state: "on",
        message: messages.on,
        corporationId,
        roleCheckedAt: saidAt,
      },
      now,
    );
    await saveQueued(
      tx,
      corporationId,
      {
        message: messages.firstQueued,
        nextSyncAt: new Date(now.getTime() + againMs),
      },
      now,
    );
    await outbox.add(
      tx,
      syncCorporationKillmails,
      { corporationId },
      { priority: "immediate", key: corporationKey({ corporationId }) },
    );
  });
  outbox.poke();
}

function delayMessage(error: unknown, now: Date): string {
  const retryAt =
    (error instanceof UnavailableError ? error.retryAt : null) ??
    new Date(now.getTime() + unsaidWaitMs);
  return error instanceof UnavailableError
    ? messages.unavailable(error, retryAt)
    : messages.failed(retryAt);
}
