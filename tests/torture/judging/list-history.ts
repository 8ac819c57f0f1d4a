import type { RequestRecord, Simulator } from "../../../simulator/src/index.ts";

/** What the lists of some characters held at which time, for those who lose theirs before the end. */
export interface ListHistory {
  /** To be called often: a list is known as it was at the last call. */
  note(): void;
  /** What an answer that arrived and was kept has shown of the character's list before that moment (simulator's, in ms). */
  shownBefore(characterId: number, ms: number): ReadonlySet<number>;
}

/** ESI's cache time of lists: what an answer shows is older than its expiry by that much. */
const cacheMs = 300_000;

export function createListHistory(
  simulator: Simulator,
  characterIds: readonly number[],
  committedWithinMs: number,
): ListHistory {
  const notes: { ms: number; lists: Map<number, number[]> }[] = [];

  const hasArrived = (record: RequestRecord): boolean =>
    record.isDelivered &&
    record.isDamaged !== true &&
    (record.status === 200 || record.status === 304) &&
    (record.processDiedAtMs === undefined ||
      record.processDiedAtMs - (record.answeredAtMs ?? record.askedAtMs) >
        committedWithinMs);

  return {
    note() {
      const lists = new Map(
        characterIds.map((characterId) => [
          characterId,
          simulator.listFor(characterId).map((mail) => mail.killmail_id),
        ]),
      );
      notes.push({ ms: simulator.clock.now().getTime(), lists });
    },
    shownBefore(characterId, ms) {
      const last = simulator
        .requests({ path: `/characters/${characterId}/killmails/recent` })
        .filter((record) => Date.parse(record.time) < ms && hasArrived(record))
        .at(-1);
      const madeMs = (last?.expiresMs ?? 0) - cacheMs;
      const known = notes.findLast((note) => note.ms <= madeMs);
      return new Set(known?.lists.get(characterId));
    },
  };
}
