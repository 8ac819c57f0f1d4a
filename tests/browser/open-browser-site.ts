import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Locator, type Page } from "playwright-core";
import { expect } from "vitest";
import {
  createMovableClock,
  type MovableClock,
} from "../../backend/src/kernel/index.ts";
import { say } from "../support/say.ts";
import type { SiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";

/** Debian's; another place is named by CHROMIUM_PATH. */
const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const screenshots =
  process.env["SCREENSHOTS"] ?? join(tmpdir(), "killreport-screenshots");
const width = { desk: 1280, phone: 390, smallPhone: 360 };

/** Also those that are out of sight so far. */
const loadPictures =
  "Promise.allSettled([...document.images].map((image) => { image.loading = 'eager'; return image.decode(); }))";
/** Nothing halfway in or out. */
const still = { animations: "disabled" } as const;
const control =
  /^- (button|link|switch|checkbox|radio|combobox|textbox|searchbox)\b/;

/** A whole site with its simulator, and somebody who looks at it in a browser. */
export interface BrowserSite {
  readonly site: Awaited<ReturnType<typeof startTestSite>>;
  /** Of site and simulator; `advance` moves the browser's along. */
  readonly clock: Pick<MovableClock, "now">;
  readonly page: Page;
  /** What the browser complained about: script errors, failed requests, other hosts asked. */
  readonly problems: string[];
  /** Moves all clocks and does what the scheduler does every minute. */
  readonly advance: (minutes: number) => Promise<void>;
  /** On the simulator's page: this pilot. */
  readonly choose: (characterId: number) => Promise<void>;
  /** Logs in as this pilot, by the usual way in or another, without looking at EVE's page. */
  readonly enter: (characterId: number, wayIn?: string) => Promise<void>;
  /** From now on the browser has the session of this client. */
  readonly sitDown: (client: SiteClient) => Promise<void>;
  /** What the page itself could ask. */
  readonly ask: <Data>(query: string) => Promise<Data>;
  /** Pictures on a desk and on a phone, of one thing, of what is seen at first, or of the whole page: nothing may stick out sideways, and every button has to have a name. */
  readonly shoot: (name: string, of?: Locator | "window") => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openBrowserSite(
  options: Parameters<typeof startTestSite>[0] = {},
): Promise<BrowserSite> {
  await mkdir(screenshots, { recursive: true });
  const clock = createMovableClock();
  const site = await startTestSite({
    clock,
    simulator: { clock },
    ...options,
  });
  const browser = await chromium.launch({
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
  const page = await browser.newPage({
    viewport: { width: width.desk, height: 900 },
  });
  const problems: string[] = [];
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

  async function resize(name: string, to: number): Promise<void> {
    await page.setViewportSize({ width: to, height: 900 });
    const overflow = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow, `${name} scrolls sideways at ${to} pixels`).toBe(0);
  }

  async function take(
    name: string,
    of: Locator | "window" | undefined,
  ): Promise<void> {
    const path = join(screenshots, `${name}.png`);
    // No tooltip that the last click has left, no header in the middle.
    await page.mouse.move(0, 0);
    await page.evaluate(loadPictures);
    const isDialog = await page.getByRole("dialog").isVisible();
    if (!isDialog) await page.evaluate("scrollTo(0, 0)");
    if (of === undefined || of === "window") {
      const fullPage = of === undefined && !isDialog;
      await page.screenshot({ ...still, path, fullPage });
      return;
    }
    const box = await of.boundingBox();
    if (!box) throw new Error(`${name} is not to be seen`);
    await page.screenshot({ ...still, path, fullPage: true, clip: box });
  }

  /** A control without a name: a screen reader could only say that it is there. */
  async function expectNames(name: string): Promise<void> {
    const tree = await page.locator("body").ariaSnapshot();
    const controls = tree
      .split("\n")
      .filter((line) => control.test(line.trim()));
    expect(controls.length, `${name} has no controls`).toBeGreaterThan(0);
    expect(
      controls.filter((line) => !line.includes('"')),
      `${name} has controls without a name`,
    ).toEqual([]);
  }

  return {
    site,
    clock,
    page,
    problems,
    async advance(minutes) {
      clock.advance(minutes * 60_000);
      await page.clock.setSystemTime(clock.now());
      for (const duty of site.app.duties) await duty.run(clock.now());
    },
    async choose(characterId) {
      await page.waitForURL(`${site.simulator.url}/**`);
      await page
        .locator(`a[href*="simulate_character=${characterId}"]`)
        .click();
      await page.waitForURL(`${site.url}/**`);
    },
    async enter(characterId, wayIn = "/auth/login") {
      await page.goto(`${site.url}${wayIn}`);
      await page.goto(`${page.url()}&simulate_character=${characterId}`);
      await page.waitForURL(`${site.url}/**`);
    },
    async sitDown(client) {
      const cookies = client.cookieHeader().split("; ");
      await page.context().addCookies(
        cookies.map((cookie) => {
          const at = cookie.indexOf("=");
          const [name, value] = [cookie.slice(0, at), cookie.slice(at + 1)];
          return { name, value, url: site.url };
        }),
      );
    },
    async ask<Data>(query: string) {
      const answer = await page.request.post(`${site.url}/graphql`, {
        headers: { "x-killreport-csrf": "1" },
        data: { query },
      });
      const { data } = (await answer.json()) as { data: Data };
      return data;
    },
    async shoot(name, of) {
      await resize(name, width.smallPhone);
      await resize(name, width.phone);
      await take(`${name}-phone`, of);
      await resize(name, width.desk);
      await take(name, of);
      await expectNames(name);
    },
    async close() {
      await browser.close();
      await site.close();
      say(`Screenshots are in ${screenshots}`);
    },
  };
}
