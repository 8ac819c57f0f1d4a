import { afterEach, describe, expect, it } from "vitest";
import { createMovableClock } from "../backend/src/kernel/index.ts";
import { busiestPilots } from "./flow/busiest-pilots.ts";
import { createSiteClient } from "./support/site-client.ts";
import { startTestSite } from "./support/test-site.ts";
import { workOff } from "./support/work-off.ts";

const minuteMs = 60_000;

let close = () => Promise.resolve();
afterEach(() => close());

describe.each([
  ["seven minutes behind EVE's", -7],
  ["seven minutes ahead of EVE's", 7],
])("a site whose clock is %s", (_what, skewMinutes) => {
  it("logs in, keeps in step, spends no token more and refreshes every twenty minutes", async () => {
    const eve = createMovableClock();
    const own = createMovableClock();
    if (skewMinutes > 0) own.advance(skewMinutes * minuteMs);
    else eve.advance(-skewMinutes * minuteMs);
    const site = await startTestSite({
      clock: own,
      simulator: { clock: eve },
      withWorkers: false,
    });
    close = () => site.close();
    const { app, simulator, database } = site;
    const work = () =>
      workOff(database, own, app.implementations, ["sync-character-killmails"]);
    const [pilot = 0] = await busiestPilots(simulator, 1);
    await createSiteClient(site.url).login(pilot);
    await work();
    const listed = simulator.listFor(pilot).length;
    expect(await database.prisma.killmailReference.count()).toBe(listed);

    const before = simulator.requests().length;
    const checks = 10;
    for (let check = 0; check < checks; check++) {
      for (const clock of [own, eve]) clock.advance(6 * minuteMs);
      expect(await app.characterSync.queueDue(own.now())).toBe(1);
      await work();
    }
    const requests = simulator.requests().slice(before);
    const ofList = requests.filter(({ path }) =>
      path.endsWith("/killmails/recent"),
    );
    expect(ofList.map(({ status, tokenCost }) => [status, tokenCost])).toEqual(
      Array.from({ length: checks }, () => [304, 1]),
    );
    const refreshes = requests.filter(({ path }) => path.endsWith("/token"));
    // An hour has three times twenty minutes.
    expect(refreshes.length).toBeGreaterThanOrEqual(2);
    expect(refreshes.length).toBeLessThanOrEqual(4);
  });
});
