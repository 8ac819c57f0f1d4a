import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import type { EntityKind } from "../entities.ts";
import { noteUnknown } from "../store/entity-rows.ts";
import { resolveAlliances, resolveCorporations, wakeKey } from "../tasks.ts";

/** Corporations and alliances that no mail has named: somebody belongs to them now, and their names are shown. */
export async function noteNeighbours(
  tx: Transaction,
  outbox: Outbox,
  neighbours: ReadonlyMap<number, EntityKind>,
  now: Date,
): Promise<void> {
  const kinds = await noteUnknown(tx, neighbours, now);
  const wake = { priority: "dormant", key: wakeKey } as const;
  if (kinds.has("alliance")) await outbox.add(tx, resolveAlliances, {}, wake);
  if (kinds.has("corporation"))
    await outbox.add(tx, resolveCorporations, {}, wake);
}
