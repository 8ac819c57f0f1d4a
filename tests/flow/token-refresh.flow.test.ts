import { afterAll, beforeAll, expect, it } from "vitest";
import { createMovableClock } from "../../backend/src/kernel/index.ts";
import { createSiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { busiestPilots } from "./busiest-pilots.ts";
import { readAllKillmails, readSyncs } from "./site-queries.ts";

const clock = createMovableClock();
let site: Awaited<ReturnType<typeof startTestSite>>;

beforeAll(async () => {
  site = await startTestSite({ clock, simulator: { clock } });
});
afterAll(() => site.close());

it("syncs go on with no browser open, with a token the worker refreshed itself", async () => {
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  const client = createSiteClient(site.url);
  await client.login(pilot);
  await until("the first sync is done", async () => {
    const sync = (await readSyncs(client)).get(String(pilot));
    return sync?.state === "IDLE";
  });
  const before = refreshes();

  clock.advance(21 * 60_000);
  const { id } = await site.simulator.addKillmail({
    victim: { character_id: pilot },
  });
  // What the scheduler's cron does every minute, without waiting for the minute.
  await site.app.characterSync.queueDue(clock.now());

  const stored = await until("the new mail is stored", async () => {
    const { rows } = await site.database.pool.query(
      "SELECT killmail_id FROM killmails WHERE killmail_id = $1",
      [id],
    );
    return rows.length === 1;
  });
  expect(stored).toBe(true);
  expect(refreshes() - before).toBe(1);
  const mails = await readAllKillmails(client, [pilot]);
  expect(mails[0]?.id).toBe(String(id));
});

function refreshes(): number {
  return site.simulator
    .requests()
    .filter(({ path, status }) => path === "/v2/oauth/token" && status === 200)
    .length;
}
