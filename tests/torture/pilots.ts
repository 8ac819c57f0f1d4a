import { createSiteClient, type SiteClient } from "../support/site-client.ts";
import { until } from "../support/until.ts";

/** What pilots do in their browsers. All of it is tried until it works, as they would. */
export interface Pilots {
  logIn(characterId: number): Promise<void>;
  /** Somebody new logs in with the character. */
  buy(characterId: number): Promise<void>;
  /** Lets the site read the list of the character's corporation, with another login where that needs one. */
  switchOn(characterId: number): Promise<void>;
}

const charactersPerAccount = 4;
const patienceMs = 120_000;

export function createPilots(siteUrl: string): Pilots {
  const clients = new Map<number, SiteClient>();
  let newest = createSiteClient(siteUrl);

  function clientOf(characterId: number): SiteClient {
    const known = clients.get(characterId);
    if (known !== undefined) return known;
    if (clients.size % charactersPerAccount === 0)
      newest = createSiteClient(siteUrl);
    clients.set(characterId, newest);
    return newest;
  }

  const logIn = (characterId: number) =>
    insist(`${characterId} has logged in`, () =>
      clientOf(characterId).login(characterId),
    );

  return {
    logIn,
    buy(characterId) {
      clients.set(characterId, createSiteClient(siteUrl));
      return logIn(characterId);
    },
    switchOn: (characterId) =>
      insist(`${characterId} has switched on`, async () => {
        const client = clientOf(characterId);
        const { setCorporationSync } = await client.query<{
          setCorporationSync: { upgradeUrl: string | null };
        }>(
          `mutation ($id: ID!) { setCorporationSync(characterId: $id, enabled: true) { upgradeUrl } }`,
          { id: characterId },
        );
        const { upgradeUrl } = setCorporationSync;
        if (upgradeUrl !== null) await client.login(characterId, upgradeUrl);
      }),
  };
}

/** The last failure says why, should it never work. */
async function insist(what: string, act: () => Promise<void>): Promise<void> {
  let failure: unknown;
  await until(
    what,
    () =>
      act().then(
        () => true,
        (error: unknown) => {
          failure = error;
          return false;
        },
      ),
    patienceMs,
  ).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}: ${String(failure)}`);
  });
}
