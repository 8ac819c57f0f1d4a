import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite();
});
afterAll(() => open.close());

const stored = async () => {
  const { rows } = await open.site.database.pool.query<{
    pending: number;
    stored: number;
  }>(
    `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'stored')::int AS stored
    FROM killmail_references`,
  );
  return rows[0] ?? { pending: 0, stored: 0 };
};

it("everybody sees what is public, and can post a killmail", async () => {
  const { page, site } = open;
  const { id, hash } = await site.simulator.addKillmail({});
  await page.goto(`${site.url}/post`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await open.shoot("post");
  await page
    .getByRole("textbox")
    .fill(`https://esi.evetech.net/latest/killmails/${id}/nonsense/`);
  await page.getByRole("button", { name: "Make it public" }).click();
  await page.getByRole("alert").first().waitFor();
  await open.shoot("post-refused");
  await page
    .getByRole("textbox")
    .fill(`https://esi.evetech.net/latest/killmails/${id}/${hash}/`);
  await page.getByRole("button", { name: "Make it public" }).click();
  await page.waitForURL(`${site.url}/kill/${id}`);
  await page.getByRole("region", { name: "Raw killmail" }).waitFor();
  await open.shoot("posted");
  await page.goto(`${site.url}/live`);
  await page.locator(`a[href="/kill/${id}"]`).first().waitFor();
  await open.shoot("live");
  await page.goto(site.url);
  await page.locator(`a[href="/kill/${id}"]`).first().waitFor();
  await open.shoot("home-logged-out");
  await page.goto(`${site.url}/settings`);
  await page.getByText("You are not logged in").waitFor();
  await open.shoot("settings-logged-out");
  await page.goto(`${site.url}/workers`);
  await page.getByRole("table").waitFor();
  await open.shoot("workers");
  await page.goto(`${site.url}/nowhere`);
  await page.getByRole("heading").first().waitFor();
  await open.shoot("not-found");
});

it("a pilot sees a great battle, and the pages of who was in it", async () => {
  const { page, site } = open;
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  await open.enter(pilot);
  await until("the killmails are here", async () => {
    const counts = await stored();
    return counts.pending === 0 && counts.stored > 100;
  });
  const { rows } = await site.database.pool.query<{ id: string }>(
    "SELECT killmail_id::text AS id FROM killmail_involvements GROUP BY killmail_id ORDER BY count(*) DESC LIMIT 1",
  );
  const id = rows[0]?.id ?? "";
  await page.goto(`${site.url}/kill/${id}`);
  await page.getByRole("region", { name: "Raw killmail" }).waitFor();
  await open.shoot("great-battle");
  for (const kind of ["character", "corporation", "alliance"]) {
    await page.goto(`${site.url}/kill/${id}`);
    const link = page.locator(`main a[href^="/${kind}/"]`).first();
    await link.waitFor();
    await link.click();
    await page.locator('a[href^="/kill/"]').first().waitFor();
    await open.shoot(kind, "window");
  }
  expect(open.problems).toEqual([]);
});

it("it is as readable by day", async () => {
  const { page, site } = open;
  await page.goto(`${site.url}/settings`);
  await page
    .getByRole("button", { name: /light|dark|colour/i })
    .first()
    .click();
  await page.getByRole("article").waitFor();
  await open.shoot("settings-by-day");
});
