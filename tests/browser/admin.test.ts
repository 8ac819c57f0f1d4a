import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

// Of the invented world, which has the same people every time.
const admin = 2_129_000_001;
let open: BrowserSite;

beforeAll(async () => {
  open = await openBrowserSite({
    env: { ADMIN_CHARACTER_IDS: String(admin), LOG_LEVEL: "error" },
  });
});
afterAll(() => open.close());

const ids = async () => {
  const { rows } = await open.site.database.pool.query<{ id: string }>(
    "SELECT id::text FROM outbox WHERE dead_at IS NOT NULL ORDER BY dead_at DESC, id DESC",
  );
  return rows.map(({ id }) => id);
};

it("is closed to whoever is no admin", async () => {
  const { page, site } = open;
  await page.goto(`${site.url}/admin`);
  await page.getByText("Only for who runs this site").waitFor();
  await open.shoot("admin-closed");
});

it("lists what failed for good, shows it, replays it, and drops it when that is confirmed", async () => {
  const { page, site, problems } = open;
  await site.database.pool.query(
    `INSERT INTO outbox (task, version, payload, priority, due_at, created_at, attempt, last_error, dead_at)
    SELECT 'fetch-killmail', 1, jsonb_build_object('killmailId', n, 'hash', repeat('0', 40)), 2, $1, $1::timestamptz - interval '2 hours', 10,
      'ESI answered GET /killmails/' || n || '/' || repeat('0', 40) || ' with 500: {"error":"Unhandled internal error encountered!"}', $1
    FROM generate_series(1, 3) n`,
    [open.clock.now()],
  );
  const [newest = "", second = "", oldest = ""] = await ids();
  await open.enter(admin, "/auth/login?to=/admin");
  const cards = page.getByRole("article");
  await cards.nth(2).waitFor();
  const names = await cards.evaluateAll((all) =>
    all.map((one) => one.getAttribute("aria-label")),
  );
  expect(names).toEqual(
    [newest, second, oldest].map((id) => `fetch-killmail ${id}`),
  );
  const first = cards.first();
  await first.getByText(/with 500: .*Unhandled internal error/).waitFor();
  await first.getByText(/after 10 attempts/).waitFor();
  await first.getByRole("button", { name: "What it was to do" }).click();
  await first.getByText('"killmailId": 3').waitFor();
  await page.getByText("sync-character-killmails").first().waitFor();
  await open.shoot("admin");

  await page
    .getByRole("button", { name: `Replay fetch-killmail ${newest}` })
    .click();
  await cards.filter({ hasText: `#${newest}` }).waitFor({ state: "detached" });
  // There is no such mail, so that it comes to another end, or back with another reason.
  await until("it was tried again", async () => {
    const { rows } = await site.database.pool.query<{ last_error: string }>(
      "SELECT last_error FROM outbox WHERE id = $1",
      [newest],
    );
    return rows.every(({ last_error }) => !last_error.includes("Unhandled"));
  });

  await page
    .getByRole("button", { name: `Drop fetch-killmail ${second}` })
    .click();
  const dialog = page.getByRole("dialog");
  await open.shoot("admin-drop");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  expect(await ids()).toContain(second);
  for (const id of [second, oldest]) {
    await page
      .getByRole("button", { name: `Drop fetch-killmail ${id}` })
      .click();
    await dialog.getByRole("button", { name: "Drop it" }).click();
    await cards.filter({ hasText: `#${id}` }).waitFor({ state: "detached" });
    expect(await ids()).not.toContain(id);
  }
  await open.shoot("admin-after");
  expect(problems).toEqual([]);
});
