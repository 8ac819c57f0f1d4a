import { id, type GrantId } from "../../../kernel/index.ts";

interface ListKey {
  readonly grantId: GrantId;
  /** How many entries are wanted: a loader's key has to say so. */
  readonly limit: number;
}

export function listKey({ grantId, limit }: ListKey): string {
  return `${limit}:${grantId}`;
}

/** Reads what the keys ask for, one call for each limit among them. */
export async function byKey<Entry>(
  keys: readonly string[],
  read: (
    grantIds: readonly GrantId[],
    limit: number,
  ) => Promise<Map<GrantId, Entry[]>>,
): Promise<Map<string, Entry[]>> {
  const grantsByLimit = new Map<number, GrantId[]>();
  for (const key of keys) {
    const [limit = 0, grant = 0] = key.split(":").map(Number);
    const grants = grantsByLimit.get(limit) ?? [];
    grantsByLimit.set(limit, [...grants, id<GrantId>(grant)]);
  }
  const found = new Map<string, Entry[]>();
  for (const [limit, grantIds] of grantsByLimit)
    for (const [grantId, entries] of await read(grantIds, limit))
      found.set(listKey({ grantId, limit }), entries);
  return found;
}
