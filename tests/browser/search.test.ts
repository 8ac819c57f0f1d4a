import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite();
});
afterAll(() => open.close());

it("somebody is found from any page, by the keyboard alone, in all scripts", async () => {
  const { page, site } = open;
  const { pool } = site.database;
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  await open.enter(pilot);
  await until("names and tickers are learnt", async () => {
    await open.advance(1);
    const { rows } = await pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM entities
        WHERE learnt_at IS NULL OR (kind <> 'faction' AND refreshed_at IS NULL)`,
    );
    const { rows: all } = await pool.query("SELECT 1 FROM entities");
    return rows[0]?.left === 0 && all.length > 10;
  });
  const names = ["🚀 Злой Пилот", "Злой дух", "Зlой Пилот", "זלוי טייס [x]"];
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM entities WHERE kind = 'character' AND id <> $1 ORDER BY id LIMIT 4",
    [pilot],
  );
  for (const [place, { id }] of rows.entries())
    await pool.query(
      "UPDATE entities SET name = $2, search_name = NULL, search_trigrams = NULL WHERE id = $1",
      [id, names[place]],
    );
  await open.advance(1);

  await page.goto(`${site.url}/live`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("злой");
  await page.getByRole("option").nth(1).waitFor();
  await open.shoot("search", "window");
  expect(await page.getByRole("option").count()).toBe(2);
  await page.getByRole("searchbox").fill("טייס");
  await page.getByRole("option").first().waitFor();
  await until("the other answer is there", async () =>
    (await page.getByRole("option").first().innerText()).includes("זלוי"),
  );
  await open.shoot("search-right-to-left", "window");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site.url}/character/${rows[3]?.id ?? ""}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator('a[href^="/kill/"]').first().waitFor();
  await open.shoot("search-character", "window");

  const { rows: corporations } = await pool.query<{
    id: string;
    ticker: string;
  }>(
    "SELECT id, ticker FROM entities WHERE kind = 'corporation' AND ticker IS NOT NULL AND alliance_id IS NOT NULL LIMIT 1",
  );
  const { id = "", ticker = "" } = corporations[0] ?? {};
  await page.getByRole("searchbox").fill(ticker.toLowerCase());
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await open.shoot("search-ticker", "window");
  await page.getByRole("option").first().click();
  await page.waitForURL(`${site.url}/corporation/${id}`);
  await page.getByText(`[${ticker}]`).first().waitFor();
  await open.shoot("search-corporation", "window");

  await page.getByRole("searchbox").fill("nobody at all");
  await page.getByText("Nobody called").waitFor();
  await open.shoot("search-nobody", "window");
  expect(open.problems).toEqual([]);
});
