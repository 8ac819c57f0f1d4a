import type {
  CharacterId,
  CorporationId,
  GrantId,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { CharacterSyncDeps } from "../deps.ts";
import { characterMoved } from "./events.ts";
import { writeLooks, writeMoved } from "./look-rows.ts";

/** Where a linked character is. */
export interface Whereabouts {
  readonly characterId: CharacterId;
  readonly grantId: GrantId;
  readonly corporationId: CorporationId;
}

/** ESI's cache time of affiliations. */
export const lookEveryMs = 60 * 60_000;

/**
 * What ESI has just said of where characters are, whoever asked: the one place in which it is written and in which a move
 * is noticed. Returns those who are elsewhere than they were known to be; tell their owners (`publishChange`) and `poke`
 * the outbox after the commit.
 */
export async function noteWhereabouts(
  {
    clock,
    killmails,
    outbox,
  }: Pick<CharacterSyncDeps, "clock" | "killmails" | "outbox">,
  tx: Transaction,
  seen: readonly Whereabouts[],
): Promise<CharacterId[]> {
  const now = clock.now();
  const before = await killmails.noteMembers(
    tx,
    seen.map(({ grantId, corporationId }) => ({
      grantId,
      corporationId,
      checkedAt: now,
    })),
  );
  const placeOf = ({ grantId }: Whereabouts) => before.get(grantId) ?? null;
  const moves = seen.filter((one) => placeOf(one) !== one.corporationId);
  const moved = moves.filter((one) => placeOf(one) !== null).map(idOf);
  await writeLooks(tx, seen.map(idOf), new Date(now.getTime() + lookEveryMs));
  await writeMoved(tx, moved, now);
  for (const one of moves)
    await outbox.emit(tx, characterMoved, {
      characterId: one.characterId,
      grantId: one.grantId,
      fromCorporationId: placeOf(one),
      toCorporationId: one.corporationId,
    });
  return moves.map(idOf);
}

function idOf({ characterId }: Whereabouts): CharacterId {
  return characterId;
}
