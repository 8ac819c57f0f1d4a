import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSiteClient } from "../support/site-client.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { isNamed, readAllKillmails, readSyncs } from "./site-queries.ts";

const pilots = [95877094, 91335009, 2115820644, 96795488];

if (!existsSync(realData))
  say(`Skipped: real killmails are not at ${realData}`);

describe.skipIf(!existsSync(realData))("pilots of the real New Eden", () => {
  let site: Awaited<ReturnType<typeof startTestSite>>;

  beforeAll(async () => {
    site = await startTestSite({ simulator: { dataFolder: realData } });
  });
  afterAll(() => site.close());

  const listed = (characterId: number) =>
    site.simulator
      .listFor(characterId)
      .map(({ killmail_id }) => String(killmail_id))
      .sort();

  async function arrived(
    client: ReturnType<typeof createSiteClient>,
    characterIds: number[],
  ) {
    const expected = new Set(characterIds.flatMap(listed));
    return until(
      `all ${expected.size} mails of ${characterIds.join(", ")} are there and named`,
      async () => {
        const mails = await readAllKillmails(client, characterIds);
        return mails.length >= expected.size && mails.every(isNamed) && mails;
      },
      60_000,
    );
  }

  it.each(pilots)(
    "%i sees exactly the mails ESI lists, all named",
    async (pilot) => {
      const client = createSiteClient(site.url);
      const startedAt = performance.now();
      await client.login(pilot);
      const mails = await arrived(client, [pilot]);
      const seconds = (performance.now() - startedAt) / 1000;
      expect(mails.map(({ id }) => id).sort()).toEqual(listed(pilot));
      expect(mails.length).toBeGreaterThan(0);
      const sync = await until("the sync is idle", async () => {
        const found = (await readSyncs(client)).get(String(pilot));
        return found?.state === "IDLE" && found;
      });
      expect(sync).toMatchObject({
        listed: mails.length,
        stored: mails.length,
        pending: 0,
        rejected: 0,
      });
      say(
        `${pilot}: ${mails.length} mails stored and named ${seconds.toFixed(1)} s after login`,
      );
    },
  );

  it("shows both pilots' mails once they are linked to one account", async () => {
    const [first = 0, second = 0] = pilots;
    const client = createSiteClient(site.url);
    await client.login(first);
    await client.login(second);
    expect([...(await readSyncs(client)).keys()].sort()).toEqual(
      [first, second].map(String).sort(),
    );
    const mails = await arrived(client, [first, second]);
    expect(mails.map(({ id }) => id).sort()).toEqual(
      [...new Set([...listed(first), ...listed(second)])].sort(),
    );
  });

  it("shows nobody else's mails", async () => {
    const client = createSiteClient(site.url);
    await client.login(96795488);
    const [foreign] = listed(95877094);
    const { killmail } = await client.query<{ killmail: unknown }>(
      `query ($id: ID!) { killmail(id: $id) { id } }`,
      { id: foreign },
    );
    expect(killmail).toBeNull();
  });
});
