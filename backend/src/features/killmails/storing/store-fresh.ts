import type { Clock, Priority } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Outbox } from "../../../platform/queue/index.ts";
import { killmailStored } from "../events.ts";
import type { KillmailEffect } from "../killmail-effect.ts";
import type { LaterEffect } from "../later-effect.ts";
import type { NewlyVisible } from "../store/append-visibility-log.ts";
import {
  insertKillmails,
  type NewKillmail,
} from "../store/insert-killmails.ts";
import { tellObservers } from "../store/tell-observers.ts";

export interface StoringDeps {
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly effects: readonly KillmailEffect[];
  readonly laterEffects: readonly LaterEffect[];
}

/** Writes mails that are not here with all that follows from them, in the caller's transaction, and returns what is to be appended to the visibility log. */
export async function storeFresh(
  tx: Transaction,
  deps: StoringDeps,
  fresh: readonly NewKillmail[],
  priority: Priority,
): Promise<NewlyVisible[]> {
  if (fresh.length === 0) return [];
  const applied = deps.effects.map((e) => `${e.name}@${e.version}`);
  await insertKillmails(tx, fresh, applied, deps.clock.now());
  for (const effect of deps.effects) await effect.apply(tx, fresh);
  const killmails = fresh.map(({ killmailId, time }) => ({
    killmailId,
    killmailTime: time.toISOString(),
  }));
  await deps.outbox.emit(tx, killmailStored, { killmails }, { priority });
  return tellObservers(tx, fresh);
}
