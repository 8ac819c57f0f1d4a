import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite();
});
afterAll(() => open.close());

it("a pilot asks zKillboard for their past, watches, pauses, resumes, cancels, asks again and is told the end", async () => {
  const { site, page, shoot, problems } = open;
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  await page.goto(`${site.url}/auth/login?to=/settings`);
  await page.waitForURL(`${site.simulator.url}/**`);
  const search = page.getByRole("searchbox");
  await search.fill(String(pilot));
  await search.press("Enter");
  await page.waitForURL(/search=/);
  await open.choose(pilot);

  const panel = page.getByRole("region", { name: "zKillboard" });
  const button = (name: string) => panel.getByRole("button", { name });
  const says = (text: string | RegExp) =>
    panel.getByText(text).first().waitFor();
  await button("Ask zKillboard").waitFor();
  await says(/older than 90 days/);
  await shoot("zkillboard-before");

  await panel.getByLabel("How far back").selectOption("the last 12 months");
  await button("Ask zKillboard").click();
  await says(/^reading /);
  await shoot("zkillboard-reading");
  await button("Pause").click();
  await says("Paused");
  await says(/^stopped in /);
  await shoot("zkillboard-paused");
  await button("Resume").click();
  await says(/^reading /);
  await button("Cancel").click();
  await says(/^Cancelled\. What was found stays/);
  await shoot("zkillboard-cancelled");

  await panel.getByLabel("How far back").selectOption("the last 12 months");
  await button("Ask zKillboard").click();
  await panel.getByText(/^All that zKillboard lists since/).waitFor({
    timeout: 90_000,
  });
  await says("12 of 12 months");
  await shoot("zkillboard-done");

  await site.database.pool.query(
    "UPDATE zkillboard_backfills SET state = 'failed', message = 'zKillboard refuses this: Invalid type or id. Nothing more is asked for; resume it to try again.', months_done = 5",
  );
  await page.reload();
  await button("Resume").waitFor();
  await shoot("zkillboard-failed");
  await button("Resume").click();
  await says(/^All that zKillboard lists since/);
  expect(problems).toEqual([]);
}, 180_000);
