import { afterAll, beforeAll, expect, it } from "vitest";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;
beforeAll(async () => {
  open = await openBrowserSite();
});
afterAll(() => open.close());

/** A year of days as the nightly comparison may have left them: most complete, some with gaps, some nobody has imported. */
function days(year: number, until: number) {
  const first = Date.UTC(year, 0, 1);
  return Array.from({ length: until }, (_, index) => {
    const all = 12_000 + ((index * 7919) % 5_000);
    const missing =
      index < 20
        ? all
        : index < 30
          ? Math.floor(all * 0.7)
          : index % 41 === 0
            ? Math.floor(all * 0.3)
            : index % 13 === 0
              ? 3
              : 0;
    return {
      day: new Date(first + index * 86_400_000),
      zkillboard: index % 90 === 5 ? null : all,
      everef: index % 29 === 0 ? null : all - 1,
      have: all - missing,
      missing,
      rejected: index % 50 === 0 ? 1 : 0,
      expired: 0,
      checkedAt: open.clock.now(),
      message:
        index % 29 === 0
          ? "EVE Ref does not answer: totals.json can not be read (ECONNREFUSED)."
          : index % 13 === 0 && missing === 3
            ? "3 killmails wait to be fetched from ESI."
            : null,
    };
  });
}

it("anybody sees of which days killmails are missing", async () => {
  const { site, page, shoot, problems } = open;
  await page.goto(`${site.url}/live`);
  await page.getByRole("link", { name: "What we have" }).click();
  await page.getByText("Nothing was compared yet").waitFor();
  await shoot("completeness-empty");

  await site.database.prisma.completenessDay.createMany({
    data: [...days(2020, 366), ...days(2021, 300)],
  });
  await page.reload();
  const year = page.getByRole("group", { name: /^Days of 2021/ });
  await year.waitFor();
  expect(await year.getByRole("button").count()).toBe(365);
  const colours = await Promise.all(
    ["2021-01-05", "2021-01-25", "2021-02-11", "2021-04-15", "2021-04-16"].map(
      (day) =>
        page.evaluate<string>(
          `getComputedStyle(document.querySelector('[data-day="${day}"]')).backgroundColor`,
        ),
    ),
  );
  expect(new Set(colours).size, String(colours)).toBe(5);
  await shoot("completeness");

  await page.getByRole("button", { name: /^2021-04-15:/ }).click();
  const details = page.getByRole("region", { name: "2021-04-15" });
  await details.getByText("3 killmails wait to be fetched").waitFor();
  expect(new URL(page.url()).search).toBe("?day=2021-04-15");
  await shoot("completeness-day");

  // Weeks stand side by side here: the next day is below, the next week to the right.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "2021-04-23" }).waitFor();
  await page.getByRole("button", { name: "2021-12-31: not compared" }).click();
  await page.getByText("has not been compared with any source yet").waitFor();

  await page.getByRole("link", { name: "2020" }).click();
  await page.getByRole("group", { name: /^Days of 2020/ }).waitFor();
  expect(
    await page
      .getByRole("group", { name: /^Days of 2020/ })
      .getByRole("button")
      .count(),
  ).toBe(366);

  await page.getByRole("button", { name: /light|dark|colour|color/i }).click();
  await shoot("completeness-light");
  expect(problems).toEqual([]);
});

it("what can not be loaded says so, and can be tried again", async () => {
  const { site, page, problems } = open;
  let isAway = true;
  await page.route("**/graphql", (route) =>
    isAway && route.request().postData()?.includes("CompletenessYears") === true
      ? route.fulfill({ status: 503, body: "" })
      : route.continue(),
  );
  await page.goto(`${site.url}/completeness`);
  await page.getByRole("alert").waitFor();
  isAway = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("group", { name: /^Days of 2021/ }).waitFor();
  problems.splice(0);
});
