import { afterAll, beforeAll, expect, it } from "vitest";
import {
  keepFigures,
  readFigures,
} from "../../backend/src/features/zkillboard-figures/index.ts";
import { id as toId, type KillmailId } from "../../backend/src/kernel/index.ts";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite({
    env: { PRICE_SOURCES: "esi-history,esi-average,esi-adjusted" },
  });
  // The scheduler orders it at the first start.
  await until("the static data are here", async () => {
    const facts = await open.site.app.universe.facts();
    return facts.buildNumber !== null;
  });
  const [pilot = 0] = await busiestPilots(open.site.simulator, 1);
  await open.enter(pilot);
});
afterAll(() => open.close());

it("a pilot sees what killmails are worth, and asks why", async () => {
  const { page, site } = open;
  const valued = async () => {
    const { rows } = await site.database.pool.query<{ id: string }>(
      `SELECT v.killmail_id::text AS id FROM killmail_values v
       WHERE v.unpriced = 0 ORDER BY v.destroyed + v.dropped DESC LIMIT 1`,
    );
    return rows[0]?.id;
  };
  await open.advance(3);
  await until("a killmail is valued by prices that came", async () => {
    await open.advance(2);
    return (await valued()) !== undefined;
  });
  const id = (await valued()) ?? "";
  await page.goto(site.url);
  await page
    .getByText(/^[\d.]+[kmbt]? ISK$/)
    .first()
    .waitFor();
  await open.shoot("values-of-a-list", "window");

  await page.goto(`${site.url}/kill/${id}`);
  const value = page.getByRole("region", { name: "Value" });
  await value.getByText("Destroyed").waitFor();
  expect(await value.getByRole("listitem").count()).toBeGreaterThan(4);
  expect(
    await value.getByRole("listitem").first().getAttribute("title"),
  ).toMatch(/\.$/);
  await value.getByRole("button", { name: "Why?" }).click();
  await value.getByText("(hull)").waitFor();
  await value
    .getByText(/daily average|average price|adjusted price/)
    .first()
    .waitFor();
  await open.shoot("value-explained");
  expect(open.problems).toEqual([]);
});

it("what is newly said of a killmail appears on its open page", async () => {
  const { page, site } = open;
  const id = Number(page.url().split("/").at(-1));
  const { rows } = await site.database.pool.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM killmails WHERE killmail_id = $1`,
    [id],
  );
  const theirs = page.getByText("zKillboard's own");
  expect(await theirs.count()).toBe(0);
  let seconds = 0;
  // Again and again: nobody says when the page has begun to listen.
  await until("zKillboard's value is on the page", async () => {
    const figures = readFigures({ totalValue: 1e9, points: ++seconds });
    if (figures === null) throw new Error("These are figures");
    await site.app.database.transaction(async (tx) => {
      const saidAt = new Date(Date.UTC(2026, 10, 21) + seconds * 1_000);
      const changed = await keepFigures(
        tx,
        rows.map(({ hash }) => ({
          reference: { killmailId: toId<KillmailId>(id), hash },
          figures,
          saidAt,
        })),
      );
      await site.app.killmails.revise(tx, changed);
    });
    await site.app.killmails.announce();
    return (await theirs.count()) > 0;
  });
  expect(open.problems).toEqual([]);
});
