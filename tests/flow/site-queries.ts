import type { SiteClient } from "../support/site-client.ts";

export interface SyncProgress {
  state: string;
  message: string;
  listed: number;
  stored: number;
  pending: number;
  rejected: number;
  lastSyncAt: string | null;
  nextSyncAt: string | null;
}

/** Sync of every linked character of the session, by character id. */
export async function readSyncs(
  client: SiteClient,
): Promise<Map<string, SyncProgress>> {
  const { me } = await client.query<{
    me: { characters: { id: string; sync: SyncProgress }[] };
  }>(
    `query { me { id characters { id name sync { state message listed stored pending rejected lastSyncAt nextSyncAt } } } }`,
  );
  return new Map(me.characters.map(({ id, sync }) => [id, sync]));
}

export interface ListedKillmail {
  id: string;
  system: { name: string | null; region: { name: string | null } | null };
  victim: {
    character: { id: string; name: string | null } | null;
    corporation: { name: string | null } | null;
    ship: { name: string | null };
  };
  finalBlow: {
    character: { id: string; name: string | null } | null;
    ship: { name: string | null } | null;
  } | null;
}

interface KillmailsAnswer {
  killmails: {
    edges: { node: ListedKillmail }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

/** All pages of `killmails` for these characters, in the order given out. */
export async function readAllKillmails(
  client: SiteClient,
  involved: readonly number[],
): Promise<ListedKillmail[]> {
  const all: ListedKillmail[] = [];
  let after: string | null = null;
  for (;;) {
    const { killmails }: KillmailsAnswer = await client.query<KillmailsAnswer>(
      `query ($filter: KillmailFilter, $after: String) {
        killmails(filter: $filter, first: 50, after: $after) {
          edges { node { id
            system { name region { name } }
            victim { character { id name } corporation { name } ship { name } }
            finalBlow { character { id name } ship { name } } } }
          pageInfo { hasNextPage endCursor } } }`,
      { filter: { involved: involved.map(String) }, after },
    );
    all.push(...killmails.edges.map(({ node }) => node));
    if (!killmails.pageInfo.hasNextPage) return all;
    after = killmails.pageInfo.endCursor;
  }
}

/** Everything on the mail that has an id has its name too. */
export function isNamed({ system, victim, finalBlow }: ListedKillmail) {
  return (
    system.name !== null &&
    system.region?.name != null &&
    victim.ship.name !== null &&
    victim.character?.name !== null &&
    victim.corporation?.name !== null &&
    finalBlow?.character?.name !== null &&
    finalBlow?.ship?.name !== null
  );
}
