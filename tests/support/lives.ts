import { readSyncs } from "../flow/site-queries.ts";
import type { SiteClient } from "./site-client.ts";
import type { startTestSite } from "./test-site.ts";
import { until } from "./until.ts";

/** What can befall a linked character. */
export type Life =
  "well" | "revoked" | "rescoped" | "narrowed" | "sold" | "deleted" | "moved";

export interface Lives {
  readonly ids: Readonly<Record<Life, number>>;
  /** Linked and unlinked again. */
  readonly unlinked: number;
  /** Its buyer has logged in, so that it is no longer the account's. */
  readonly bought: number;
}

/** How long all that was found out takes to be known: tokens have expired, lists and whereabouts are due. */
const laterMinutes = 61;

/** Characters of one account (the client's) to each of whom something else happens, when the site has noticed all of it. */
export async function leadLives(
  site: Awaited<ReturnType<typeof startTestSite>>,
  client: SiteClient,
  buyer: SiteClient,
  advance: (minutes: number) => Promise<void>,
): Promise<Lives> {
  const { simulator, app, database } = site;
  const found = await fetch(`${simulator.url}/simulator/characters?limit=100`);
  const { characters } = (await found.json()) as {
    characters: { id: number; corporationId: number; roles: string[] }[];
  };
  // Short lists: there is much else to do.
  const members = characters
    .filter(({ roles }) => roles.length === 0)
    .sort(
      (a, b) =>
        simulator.listFor(a.id).length - simulator.listFor(b.id).length ||
        a.id - b.id,
    );
  const [well, revoked, rescoped, narrowed, sold, deleted, moved, ...more] =
    members.slice(0, 9).map(({ id }) => id) as [
      ...[number, number, number, number, number, number, number],
      ...number[],
    ];
  const [unlinked = 0, bought = 0] = more;
  const ids = { well, revoked, rescoped, narrowed, sold, deleted, moved };
  for (const id of [...Object.values(ids), unlinked, bought])
    await client.login(id);
  await until(
    "all lists are read and all are known to be somewhere",
    async () => {
      const syncs = [...(await readSyncs(client)).values()];
      const { rows } = await database.pool.query(
        "SELECT 1 FROM corporation_members",
      );
      return (
        syncs.every(({ state }) => state === "IDLE") &&
        rows.length >= syncs.length
      );
    },
  );

  const home = members.find(({ id }) => id === moved)?.corporationId;
  const elsewhere = members.find(({ corporationId }) => corporationId !== home);
  if (!elsewhere) throw new Error("The invented world has one corporation");
  const dropCaches = true;
  simulator.faults.add([
    { event: { kind: "revoke-grant", characterId: revoked } },
    {
      event: {
        kind: "new-scopes",
        characterId: rescoped,
        scopes: ["publicData"],
      },
    },
    { event: { kind: "sell", characterId: sold } },
    { event: { kind: "sell", characterId: bought } },
    { event: { kind: "biomass", characterId: deleted, dropCaches } },
    {
      event: {
        kind: "move",
        characterId: moved,
        corporationId: elsewhere.corporationId,
        dropCaches,
      },
    },
  ]);
  // As a refresh saves it that came back without the scope.
  await database.pool.query(
    "UPDATE linked_characters SET scopes = '{publicData}' WHERE character_id = $1",
    [narrowed],
  );
  await client.query(
    `mutation ($id: ID!) { unlinkCharacter(characterId: $id) { id } }`,
    { id: unlinked },
  );
  await buyer.login(bought);

  await advance(laterMinutes);
  await app.characterSync.queueDue(app.clock.now(), { force: true });
  await until("all of it is noticed", async () => {
    const views = await client.query<{
      me: { characters: { id: string; sync: Noticed }[] };
    }>(`{ me { characters { id sync { state message notice } } } }`);
    return views.me.characters.every(({ id, sync }) => {
      const { state, message, notice } = sync;
      if (Number(id) === well) return state === "IDLE";
      if (Number(id) === moved) return state === "IDLE" && notice !== null;
      if (Number(id) === deleted) return message.includes("deleted");
      return state === "STOPPED";
    });
  });
  return { ids, unlinked, bought };
}

interface Noticed {
  state: string;
  message: string;
  notice: string | null;
}
