import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import {
  createMovableClock,
  type MovableClock,
} from "../../backend/src/kernel/index.ts";
import { say } from "../support/say.ts";
import { startTestSite } from "../support/test-site.ts";

/** Debian's; another place is named by CHROMIUM_PATH. */
const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const screenshots =
  process.env["SCREENSHOTS"] ?? join(tmpdir(), "killreport-screenshots");
const width = { desk: 1280, phone: 360 };

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
  /** Pictures on a desk and on a phone, where nothing may stick out sideways. */
  readonly shoot: (name: string) => Promise<void>;
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

  async function shootAt(name: string, at: number): Promise<void> {
    const size = page.viewportSize();
    await page.setViewportSize({ width: at, height: size?.height ?? 900 });
    const overflow = await page.evaluate(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    expect(overflow, `${name} scrolls sideways at ${at} pixels`).toBe(0);
    const path = join(screenshots, `${name}.png`);
    await page.screenshot({ path, fullPage: true });
    if (size) await page.setViewportSize(size);
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
    async shoot(name) {
      await shootAt(name, width.desk);
      await shootAt(`${name}-phone`, width.phone);
    },
    async close() {
      await browser.close();
      await site.close();
      say(`Screenshots are in ${screenshots}`);
    },
  };
}
