import {
  type CorporationId,
  id,
  implementTask,
  type Logger,
  type Priority,
  type TaskImplementation,
  UnavailableError,
} from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import {
  isTokenRefused,
  nextSyncAt,
  type Tally,
} from "../character-sync/index.ts";
import { noteCheck } from "../sync-checks/index.ts";
import { checkList } from "./check-list.ts";
import { byBudget } from "./choose-director.ts";
import { readListCursor } from "./corporation-list.ts";
import type { CorporationSyncDeps } from "./deps.ts";
import { messages } from "./messages.ts";
import { publishChange } from "./publish-change.ts";
import { readRole, type Role, roleEveryMs } from "./read-role.ts";
import {
  type DirectorRow,
  lockDirector,
  noteTurn,
  readDirectorsOf,
  writeDirector,
} from "./store/director-rows.ts";
import { readSync, type SyncRow, writeSync } from "./store/sync-rows.ts";
import { switchOff, switchOffFor } from "./switch-off.ts";
import { syncCorporationKillmails } from "./tasks.ts";

const unsaidWaitMs = 60_000;
const bugWaitMs = 15 * 60_000;

interface Check {
  readonly row: SyncRow;
  readonly full: boolean;
  readonly priority: Priority;
  readonly tally: Tally;
  readonly log: Logger;
}

/** One check of a corporation's list. However it ends, the corporation's row and its history say how, why, and when the next one is due. */
export function syncCorporationKillmailsTask(
  deps: CorporationSyncDeps,
): TaskImplementation {
  const { database } = deps;
  const { prisma } = database;

  return implementTask(
    syncCorporationKillmails,
    async ({ force = false, full = false, ...order }, { priority, log }) => {
      const corporationId = id<CorporationId>(order.corporationId);
      const row = await readSync(prisma, corporationId);
      if (row === null) return;
      const directors = await readDirectorsOf(prisma, corporationId);
      if (directors.length === 0) {
        await noteStop(deps, corporationId);
        return;
      }
      if (!force && !full && (await isStillFresh(deps, row))) return;

      const tally: Tally = { found: 0, fresh: 0, tokens: 0 };
      const check = { row, full, priority, tally, log };
      try {
        await checkInTurn(deps, check, directors);
        if (directors.length > 1) await checkOtherRoles(deps, check);
      } catch (error) {
        await noteFailure(deps, check, error);
        // A fresh token that ESI does not take is no better after a retry.
        if (!isTokenRefused(error)) throw error;
        log.warn({ corporationId, error }, "ESI refused a director's token");
      } finally {
        await publishChange(
          deps,
          directors.map(({ characterId }) => characterId),
        );
      }
    },
  );
}

/** With the director who has most tokens left, and when that one can not, with the next. Throws what kept the last one from it. */
async function checkInTurn(
  deps: CorporationSyncDeps,
  check: Check,
  directors: readonly DirectorRow[],
): Promise<void> {
  let left = directors;
  let failure: Error | null = null;
  for (;;) {
    const [best] = await byBudget(deps, left);
    if (best === undefined) break;
    left = left.filter((one) => one !== best.director);
    try {
      if (await tryDirector(deps, check, best.director)) return;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failure = error;
      const now = await byBudget(deps, [best.director, ...left]);
      // Somebody with more tokens may do better; with nobody else it was no matter of tokens.
      if (
        error instanceof UnavailableError &&
        now[0]?.director === best.director
      )
        throw error;
    }
  }
  if (failure !== null) throw failure;
  // One after the other was switched off.
  await noteRefusal(deps, check);
}

/** A lost role ends everybody's consent within one check, not only that of whose turn it is. */
async function checkOtherRoles(
  deps: CorporationSyncDeps,
  check: Check,
): Promise<void> {
  const { corporationId } = check.row;
  const on = await readDirectorsOf(deps.database.prisma, corporationId);
  for (const director of on.filter((one) => isRoleDue(deps, one)))
    try {
      await tryDirector(deps, check, director, { isList: false });
    } catch (error) {
      // Asked again with the next check; until then nothing is known.
      const { characterId } = director;
      check.log.warn({ characterId, error }, "A director's role is not known");
    }
}

function isRoleDue(
  { clock }: Pick<CorporationSyncDeps, "clock">,
  { roleCheckedAt }: DirectorRow,
): boolean {
  const checkedMs = roleCheckedAt?.getTime() ?? 0;
  return clock.now().getTime() - checkedMs >= roleEveryMs;
}

/** False when the pilot turned the switch while ESI was asked. */
function noteRole(
  { database, clock, killmails }: CorporationSyncDeps,
  { characterId, grantId }: LinkedCharacterView,
  { corporationId, saidAt }: Role,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const row = await lockDirector(tx, characterId);
    if (row?.state !== "on" || row.corporationId !== corporationId)
      return false;
    const change = { roleCheckedAt: saidAt };
    await writeDirector(tx, characterId, change, clock.now());
    await killmails.noteDirector(tx, grantId, true, corporationId);
    return true;
  });
}

/** False when the director's consent is of no use any more; the switch then says why. Without the list only the role is looked at. */
async function tryDirector(
  deps: CorporationSyncDeps,
  check: Check,
  director: DirectorRow,
  { isList = true } = {},
): Promise<boolean> {
  const { database, accounts, clock } = deps;
  const { row, priority, log } = check;
  const link = await accounts.linkedCharacter(director.characterId);
  if (link === null) return false;
  const off = (reason: Parameters<typeof switchOff>[3]) => {
    const { characterId, corporationId } = director;
    const said = reason.message;
    log.warn({ characterId, corporationId, said }, "A director is off");
    return database.transaction((tx) => switchOff(tx, deps, link, reason));
  };
  try {
    if (isRoleDue(deps, director)) {
      const role = await readRole(deps, link, priority);
      const hasLeft = role.corporationId !== row.corporationId;
      if (hasLeft || !role.isDirector) {
        const message = hasLeft ? messages.left : messages.roleLost;
        await off({ state: "refused", message });
        return false;
      }
      if (!(await noteRole(deps, link, role))) return false;
    }
    if (isList) await checkList(deps, { ...check, link });
    return true;
  } catch (error) {
    const reason = switchOffFor(error);
    if (reason !== null) {
      await off(reason);
      return false;
    }
    if (isList) await noteTurn(database.prisma, link.characterId, clock.now());
    throw error;
  }
}

/** ESI would only repeat itself: puts the row back as the last check left it, due when there can be news. */
async function isStillFresh(
  deps: CorporationSyncDeps,
  row: SyncRow,
): Promise<boolean> {
  const now = deps.clock.now();
  const cursor = await readListCursor(deps, row.corporationId);
  if (cursor?.expiresAt == null || cursor.expiresAt <= now) return false;
  if (row.lastSyncAt === null || cursor.position !== null) return false;
  await writeSync(
    deps.database.prisma,
    row.corporationId,
    {
      state: "idle",
      message: messages.upToDate,
      nextSyncAt: nextSyncAt({
        checkedAt: row.lastSyncAt,
        lastNewAt: row.lastNewAt,
        linkedAt: row.createdAt,
        expiresAt: cursor.expiresAt,
      }),
    },
    now,
  );
  return true;
}

async function noteStop(
  { database, clock }: CorporationSyncDeps,
  corporationId: CorporationId,
): Promise<void> {
  const stopped = { state: "stopped", message: messages.noDirector } as const;
  const change = { ...stopped, nextSyncAt: null };
  await writeSync(database.prisma, corporationId, change, clock.now());
}

async function noteRefusal(
  deps: CorporationSyncDeps,
  { row, tally }: Check,
): Promise<void> {
  await noteStop(deps, row.corporationId);
  await noteCheck(
    deps.database.prisma,
    { kind: "corporation", id: row.corporationId },
    {
      checkedAt: deps.clock.now(),
      result: "refused",
      message: messages.noDirector,
      ...tally,
    },
  );
}

async function noteFailure(
  { database, clock }: CorporationSyncDeps,
  { row: { corporationId }, tally }: Check,
  error: unknown,
): Promise<void> {
  const now = clock.now();
  const isAway = error instanceof UnavailableError;
  const waitMs = isAway ? unsaidWaitMs : bugWaitMs;
  const at =
    (isAway ? error.retryAt : null) ?? new Date(now.getTime() + waitMs);
  const message = isAway
    ? messages.unavailable(error, at)
    : messages.failed(at);
  await database.transaction(async (tx) => {
    const late = { state: "late", message, nextSyncAt: at } as const;
    await writeSync(tx, corporationId, late, now);
    await noteCheck(
      tx,
      { kind: "corporation", id: corporationId },
      { checkedAt: now, result: "late", message, ...tally },
    );
  });
}
