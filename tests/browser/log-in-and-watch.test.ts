import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { say } from "../support/say.ts";
import { startTestSite } from "../support/test-site.ts";

/** Debian's; another place is named by CHROMIUM_PATH. */
const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const screenshots =
  process.env["SCREENSHOTS"] ?? join(tmpdir(), "killreport-screenshots");

let site: Awaited<ReturnType<typeof startTestSite>>;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  await mkdir(screenshots, { recursive: true });
  site = await startTestSite();
  browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error")
      problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol !== "data:" && hostname !== "localhost")
      problems.push(`asked another host: ${request.url()}`);
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
  say(`Screenshots are in ${screenshots}`);
});

async function shoot(name: string): Promise<void> {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const overflow = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow, `${name} scrolls sideways on a phone`).toBe(0);
  await page.screenshot({ path: join(screenshots, `${name}-phone.png`) });
  if (size) await page.setViewportSize(size);
}

it("a pilot logs in, sees their killmails arrive, and opens one", async () => {
  const [pilot = 0] = await busiestPilots(site.simulator, 1);
  const count = site.simulator.listFor(pilot).length;

  await page.goto(site.url);
  const logIn = page.getByRole("link", { name: /log in with eve/i }).first();
  await logIn.waitFor();
  await shoot("start");
  await logIn.click();
  await page.waitForURL(`${site.simulator.url}/**`);
  await shoot("choose-a-character");
  const search = page.getByRole("searchbox");
  await search.fill(String(pilot));
  await search.press("Enter");
  await page.waitForURL(/search=/);
  await page.locator(`a[href*="simulate_character=${pilot}"]`).click();
  await page.waitForURL(`${site.url}/**`);

  await page.getByRole("region", { name: "First login" }).waitFor();
  await shoot("first-login");
  const rows = page.locator('a[href^="/kill/"]');
  await rows.first().waitFor();
  await page
    .getByText(`${count} listed${count} stored`)
    .or(page.getByText("0 pending"))
    .first()
    .waitFor();
  await shoot("my-killmails");

  const { id } = await site.simulator.addKillmail({
    victim: { character_id: pilot },
  });
  site.simulator.clock.advance(301_000);
  await site.app.characterSync.queueDue(site.app.clock.now(), { force: true });
  const arrived = page.locator(`a[href="/kill/${id}"]`).first();
  await arrived.waitFor();
  await shoot("a-killmail-arrived");

  await arrived.click();
  await page.waitForURL(`${site.url}/kill/${id}`);
  await page.getByRole("region", { name: "Raw killmail" }).waitFor();
  await shoot("one-killmail");

  await page.getByRole("link", { name: "Settings" }).first().click();
  await page.getByRole("button", { name: /check now/i }).waitFor();
  await shoot("settings");

  await page.goto(`${site.url}/kill/1`);
  await page.getByText(/not visible to you/i).waitFor();
  await shoot("unknown-killmail");
  expect(problems).toEqual([]);
});

it("a refused login says so", async () => {
  problems.length = 0;
  await page.goto(`${site.url}/auth/callback?code=forged&state=forged`);
  await page.getByRole("link", { name: /again/i }).waitFor();
  await shoot("refused-login");
});
