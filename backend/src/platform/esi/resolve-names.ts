import type { Priority } from "../../kernel/index.ts";
import type { Esi } from "./create-esi.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";
import type { EsiName } from "./schemas.ts";

/**
 * Names of up to 1,000 ids. ESI answers all or nothing, so a refused group is halved until the unknown ids stand alone.
 * Every refusal counts towards ESI's error limit: after `mostRefusals` the rest is left for another time, and returned.
 * `onNamed` and `onMissing` keep what was learnt, group by group, so that nothing is asked twice when a later call fails.
 */
export async function resolveNames(
  esi: Pick<Esi, "names">,
  ids: readonly number[],
  options: {
    priority: Priority;
    mostRefusals: number;
    onNamed: (names: EsiName[]) => Promise<void>;
    /** ESI refused them even when asked for alone, or left them out. */
    onMissing: (ids: number[]) => Promise<void>;
  },
): Promise<number[]> {
  const left: number[] = [];
  let refusals = 0;

  /** Resolves to whether all of the group are known. `isRefused`: asked for already, as what remains of a larger group. */
  async function resolve(
    group: readonly number[],
    isRefused: boolean,
  ): Promise<boolean> {
    if (refusals >= options.mostRefusals) {
      left.push(...group);
      return false;
    }
    // A single id is asked for even so: a group can be refused by mistake.
    if (!isRefused || group.length === 1) {
      const names = await namesOrNull(esi, group, options.priority);
      if (names !== null) {
        await options.onNamed(names);
        const named = new Set(names.map(({ id }) => id));
        const missing = group.filter((id) => !named.has(id));
        if (missing.length > 0) await options.onMissing(missing);
        return true;
      }
      refusals++;
      if (group.length === 1) {
        await options.onMissing([...group]);
        return false;
      }
    }
    const middle = Math.ceil(group.length / 2);
    const isFirstKnown = await resolve(group.slice(0, middle), false);
    await resolve(group.slice(middle), isFirstKnown);
    return false;
  }

  const different = [...new Set(ids)];
  if (different.length > 0) await resolve(different, false);
  return left;
}

async function namesOrNull(
  esi: Pick<Esi, "names">,
  ids: readonly number[],
  priority: Priority,
): Promise<EsiName[] | null> {
  try {
    return (await esi.names(ids, priority)).body;
  } catch (error) {
    if (error instanceof EsiRefusedError && error.status === 404) return null;
    throw error;
  }
}
