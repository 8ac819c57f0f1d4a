import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  readRealKillmails,
  realKillmailsFolder,
} from "../../backend/src/features/killmails/test-support/real-killmails.ts";
import { realData } from "../support/real-data.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

/** Real losses that look unlike any other. */
const losses = new Map([
  ["carrier", 67076760],
  ["structure", 96974892],
  ["pod", 96953474],
  ["strategic-cruiser", 0],
  ["keepstar", 131126432],
]);

const folder = realKillmailsFolder();

// Skipped where ../shared/data (or KILLREPORT_DATA) is absent.
describe.skipIf(folder === null || !existsSync(`${realData}/sde`))(
  "fits of real losses",
  () => {
    let open: BrowserSite;
    beforeAll(async () => {
      open = await openBrowserSite({
        simulator: { dataFolder: realData },
        withWorkers: false,
      });
      const { app, simulator } = open.site;
      await app.universe.importStaticData({
        from: simulator.services.staticData,
      });
    });
    afterAll(() => open.close());

    it("are shown by sections, on a desk and on a phone", async () => {
      const { page, site } = open;
      const wanted = new Set(losses.values());
      const found = [...readRealKillmails(folder ?? "")].filter(
        ({ reference, esi }) =>
          wanted.has(reference.killmailId) || isStrategicCruiser(esi),
      );
      const cruiser = found.find(({ esi }) => isStrategicCruiser(esi));
      losses.set("strategic-cruiser", cruiser?.reference.killmailId ?? 0);
      const shown = found.filter(
        (one) => wanted.has(one.reference.killmailId) || one === cruiser,
      );
      await site.app.killmails.ingest({
        source: "test",
        killmails: shown.map(({ reference, esi }) => ({
          ...reference,
          body: esi,
        })),
        priority: "immediate",
      });
      for (const [name, id] of losses) {
        await page.goto(`${site.url}/kill/${id}`);
        await page.getByRole("region", { name: "Raw killmail" }).waitFor();
        const fit = page.getByRole("region", { name: "Fit", exact: true });
        // The Keepstar's mail lists nothing.
        expect(await fit.isVisible(), name).toBe(name !== "keepstar");
        await open.shoot(`fit-of-a-${name}`, "window");
        if (name !== "keepstar") await open.shoot(`fit-${name}`, fit);
      }
    });
  },
);

/** A Tengu, Legion, Proteus or Loki with its subsystems. */
function isStrategicCruiser({
  victim: { ship_type_id, items = [] },
}: {
  victim: {
    ship_type_id: number;
    items?: readonly { flag: number }[] | undefined;
  };
}): boolean {
  return (
    [29984, 29986, 29988, 29990].includes(ship_type_id) &&
    items.some(({ flag }) => flag === 125)
  );
}
