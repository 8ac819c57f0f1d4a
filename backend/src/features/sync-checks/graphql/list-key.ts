import {
  badUserInput,
  largestPageSize,
} from "../../../platform/graphql/index.ts";

interface ListKey {
  /** Whose history or gaps: a grant's, or a corporation's. */
  readonly subject: number;
  /** How many entries are wanted: a loader's key has to say so. They do not page. */
  readonly first: number | null | undefined;
}

export function listKey({ subject, first }: ListKey): string {
  const limit = first ?? usualCount;
  if (limit < 1 || limit > largestPageSize)
    throw badUserInput(`first must be between 1 and ${largestPageSize}.`);
  return `${limit}:${subject}`;
}

/** Reads what the keys ask for, one call for each limit among them. */
export async function byKey<Id extends number, Entry>(
  keys: readonly string[],
  read: (ids: readonly Id[], limit: number) => Promise<Map<Id, Entry[]>>,
): Promise<Map<string, Entry[]>> {
  const idsByLimit = new Map<number, Id[]>();
  for (const key of keys) {
    const [limit = 0, subject = 0] = key.split(":").map(Number);
    const ids = idsByLimit.get(limit) ?? [];
    idsByLimit.set(limit, [...ids, subject as Id]);
  }
  const found = new Map<string, Entry[]>();
  for (const [first, ids] of idsByLimit)
    for (const [subject, entries] of await read(ids, first))
      found.set(listKey({ subject, first }), entries);
  return found;
}

const usualCount = 20;
