import {
  createSiteClient,
  type SiteClient,
} from "../../../../../tests/support/site-client.ts";
import { startTestSite } from "../../../../../tests/support/test-site.ts";
import { workOff } from "../../../../../tests/support/work-off.ts";
import {
  createMovableClock,
  type MovableClock,
} from "../../../kernel/index.ts";
import { fetchKillmail } from "../../killmails/index.ts";
import { syncCharacterKillmails } from "../../character-sync/index.ts";

type Site = Awaited<ReturnType<typeof startTestSite>>;

/** A site without workers that knows the static data of the invented universe, and a pilot with a fresh loss. */
export interface FitsSite {
  readonly site: Site;
  readonly clock: MovableClock;
  readonly pilotId: number;
  readonly strangerId: number;
  readonly lossId: number;
  readonly client: SiteClient;
  /** What the pilot has saved in the game. */
  saved(): Promise<{ name: string; ship_type_id: number; items: unknown[] }[]>;
  control(path: string, body: object): Promise<void>;
  close(): Promise<void>;
}

export const rifter = 587;

export async function openFitsSite(): Promise<FitsSite> {
  const clock = createMovableClock();
  const site = await startTestSite({
    clock,
    simulator: { clock },
    withWorkers: false,
  });
  const { app, simulator, database } = site;
  await app.universe.importStaticData({ from: simulator.services.staticData });
  const control = async (path: string, body: object) => {
    const answer = await fetch(`${simulator.url}/simulator${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const { characters } = (await (
    await fetch(`${simulator.url}/simulator/characters?limit=2`)
  ).json()) as { characters: [{ id: number }, { id: number }] };
  const [{ id: pilotId }, { id: strangerId }] = characters;
  const { id: lossId } = await simulator.addKillmail(
    {
      victim: {
        character_id: pilotId,
        ship_type_id: rifter,
        items: [
          { item_type_id: 2048, flag: 11, singleton: 0, quantity_destroyed: 1 },
          { item_type_id: 2889, flag: 27, singleton: 0, quantity_dropped: 1 },
          {
            item_type_id: 21898,
            flag: 27,
            singleton: 0,
            quantity_destroyed: 60,
          },
          { item_type_id: 21898, flag: 5, singleton: 0, quantity_dropped: 40 },
        ],
      },
    },
    { isPublic: false },
  );
  const client = createSiteClient(site.url);
  await client.login(pilotId);
  await workOff(database, clock, app.implementations, [
    syncCharacterKillmails.name,
    fetchKillmail.name,
  ]);
  await workOff(database, clock, app.implementations, [fetchKillmail.name]);
  return {
    site,
    clock,
    pilotId,
    strangerId,
    lossId,
    client,
    saved: async () =>
      (await (
        await fetch(`${simulator.url}/simulator/characters/${pilotId}/fittings`)
      ).json()) as Awaited<ReturnType<FitsSite["saved"]>>,
    control,
    close: () => site.close(),
  };
}
