import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite();
});
afterAll(() => open.close());

it("a pilot logs in, sees their killmails arrive, and opens one", async () => {
  const { site, page, shoot, problems } = open;
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  const count = site.simulator.listFor(pilot).length;

  await page.goto(site.url);
  const logIn = page.getByRole("link", { name: /log in with eve/i }).first();
  await logIn.waitFor();
  await shoot("start");
  await logIn.click();
  await page.waitForURL(`${site.simulator.url}/**`);
  await shoot("choose-a-character", "window");
  const search = page.getByRole("searchbox");
  await search.fill(String(pilot));
  await search.press("Enter");
  await page.waitForURL(/search=/);
  await page.locator(`a[href*="simulate_character=${pilot}"]`).click();
  await page.waitForURL(`${site.url}/**`);

  await page.getByRole("region", { name: "First login" }).waitFor();
  await shoot("first-login", "window");
  const rows = page.locator('a[href^="/kill/"]');
  await rows.first().waitFor();
  await page
    .getByText(`${count} listed${count} stored`)
    .or(page.getByText("0 pending"))
    .first()
    .waitFor();
  await shoot("my-killmails", "window");

  const { id } = await site.simulator.addKillmail({
    victim: { character_id: pilot },
  });
  await open.advance(6);
  const arrived = page.locator(`a[href="/kill/${id}"]`).first();
  await arrived.waitFor();
  await shoot("a-killmail-arrived", "window");

  await arrived.click();
  await page.waitForURL(`${site.url}/kill/${id}`);
  await page.getByRole("region", { name: "Raw killmail" }).waitFor();
  await shoot("one-killmail");

  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("button", { name: /check the killmails of/i }).waitFor();
  await page.getByRole("button", { name: "What EVE still allows" }).click();
  await page
    .getByRole("cell", { name: "This character's killmails" })
    .waitFor();
  await shoot("settings");

  await page.goto(`${site.url}/kill/1`);
  await page.getByText(/not visible to you/i).waitFor();
  await shoot("unknown-killmail");
  expect(problems).toEqual([]);
});

it("a refused login says so", async () => {
  const { site, page, shoot } = open;
  await page.goto(`${site.url}/auth/callback?code=forged&state=forged`);
  await page.getByRole("link", { name: /again/i }).waitFor();
  await shoot("refused-login");
});
