import { EsiRefusedError } from "./esi-refused-error.ts";

/**
 * Asks about ids that ESI answers for all or not at all: a refused group is halved until the bad ids stand alone. Every
 * refusal counts towards ESI's error limit: after `mostRefusals` the rest is left for another time, and returned.
 * `onKnown` and `onMissing` keep what was learnt, group by group, so that nothing is asked twice when a later call fails.
 */
export async function askInHalves<Id extends number, Entry>(
  ask: (ids: readonly Id[]) => Promise<Entry[]>,
  ids: readonly Id[],
  options: {
    idOf: (entry: Entry) => number;
    /** With which ESI says that one of the ids is bad. */
    refusedWith: readonly number[];
    mostRefusals: number;
    onKnown: (entries: Entry[]) => Promise<void>;
    /** ESI refused them even when asked for alone, or left them out. */
    onMissing: (ids: Id[]) => Promise<void>;
  },
): Promise<Id[]> {
  const { idOf, refusedWith, mostRefusals, onKnown, onMissing } = options;
  const left: Id[] = [];
  let refusals = 0;

  /** Resolves to whether all of the group are known. `isRefused`: asked for already, as what remains of a larger group. */
  async function resolve(
    group: readonly Id[],
    isRefused: boolean,
  ): Promise<boolean> {
    if (refusals >= mostRefusals) {
      left.push(...group);
      return false;
    }
    // A single id is asked for even so: a group can be refused by mistake.
    if (!isRefused || group.length === 1) {
      const entries = await entriesOrNull(group);
      if (entries !== null) {
        await onKnown(entries);
        const known = new Set(entries.map(idOf));
        const missing = group.filter((id) => !known.has(id));
        if (missing.length > 0) await onMissing(missing);
        return true;
      }
      refusals++;
      if (group.length === 1) {
        await onMissing([...group]);
        return false;
      }
    }
    const middle = Math.ceil(group.length / 2);
    const isFirstKnown = await resolve(group.slice(0, middle), false);
    await resolve(group.slice(middle), isFirstKnown);
    return false;
  }

  async function entriesOrNull(group: readonly Id[]): Promise<Entry[] | null> {
    try {
      return await ask(group);
    } catch (error) {
      const isRefusal =
        error instanceof EsiRefusedError && refusedWith.includes(error.status);
      if (isRefusal) return null;
      throw error;
    }
  }

  const different = [...new Set(ids)];
  if (different.length > 0) await resolve(different, false);
  return left;
}
