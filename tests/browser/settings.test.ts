import { afterAll, beforeAll, expect, it } from "vitest";
import { busiestPilots } from "../flow/busiest-pilots.ts";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;
let pilot: number;

interface Settings {
  me: {
    characters: {
      name: string;
      sync: {
        state: string;
        message: string;
        lastSyncAt: string;
        nextSyncAt: string;
        listed: number;
        stored: number;
        pending: number;
        tokensLeft: number;
        tokenLimit: number;
        checks: {
          checkedAt: string;
          result: string;
          message: string;
          found: number;
          fresh: number;
          tokens: number;
        }[];
      };
    }[];
  };
}

async function readSettings() {
  const { me } = await open.ask<Settings>(
    `{ me { characters { name sync { state message lastSyncAt nextSyncAt listed stored pending tokensLeft tokenLimit
      checks(first: 20) { checkedAt result message found fresh tokens } } } } }`,
  );
  const [linked] = me.characters;
  if (linked === undefined) throw new Error("Nobody is linked");
  return linked;
}

beforeAll(async () => {
  open = await openBrowserSite();
  [pilot = 0] = await busiestPilots(open.site.simulator, 1);
});
afterAll(() => open.close());

it("the settings page says when a list was read last and next, what came of it, and what it cost", async () => {
  const { site, page, problems } = open;
  await open.enter(pilot, "/auth/login?to=/settings");
  const isUpToDate = async (checks: number) => {
    const { sync } = await readSettings();
    return (
      sync.state === "IDLE" &&
      sync.pending === 0 &&
      sync.checks.length === checks
    );
  };
  await until("the first check is done", () => isUpToDate(1));
  for (let added = 0; added < 2; added++)
    await site.simulator.addKillmail({ victim: { character_id: pilot } });
  await open.advance(30);
  await until("what came since is found", () => isUpToDate(2));
  await open.advance(30);
  await until("there is nothing more", () => isUpToDate(3));
  site.simulator.faults.add({
    path: "/killmails/recent",
    status: 429,
    headers: { "retry-after": "600" },
  });
  await open.advance(30);
  await until("a check has failed", async () => {
    const { sync } = await readSettings();
    return sync.checks[0]?.result === "LATE";
  });

  const { name, sync } = await readSettings();
  const card = page.getByRole("article", { name });
  await card.getByText(sync.message).waitFor();
  expect(sync.state).toBe("LATE");
  expect(sync.message).toMatch(/EVE asked this site to slow down/);
  await card.getByText("Late").first().waitFor();
  for (const [term, text] of [
    ["Last good check", "30 minutes ago"],
    ["Tokens left", `${sync.tokensLeft} of ${sync.tokenLimit}`],
  ] as const)
    await definition(term).getByText(text, { exact: true }).waitFor();
  await definition("Next check")
    .getByText(/^in (9|10) minutes$/)
    .waitFor();
  expect(await times("Last good check")).toEqual([sync.lastSyncAt]);
  expect(await times("Next check")).toEqual([sync.nextSyncAt]);
  expect(
    await card
      .getByText(/listed$/)
      .first()
      .textContent(),
  ).toBe(`${sync.listed} listed`);

  await card.getByRole("button", { name: "History of checks" }).click();
  const rows = card.getByRole("table").locator("tbody tr");
  await rows.first().waitFor();
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  const results: Record<string, string> = {
    NEW: "New mails",
    NOTHING_NEW: "Nothing new",
    LATE: "Late",
    REFUSED: "Refused",
  };
  expect(shown.map(([, ...cells]) => cells)).toEqual(
    sync.checks.map((check) => [
      results[check.result],
      String(check.found),
      String(check.fresh),
      String(check.tokens),
      check.message,
    ]),
  );
  expect(sync.checks.map(({ result, fresh }) => [result, fresh])).toEqual([
    ["LATE", 0],
    ["NOTHING_NEW", 0],
    ["NEW", 2],
    ["NEW", sync.listed - 2],
  ]);
  await open.shoot("settings-late");
  expect(problems).toEqual([]);

  function times(term: string): Promise<(string | null)[]> {
    return definition(term)
      .locator("time")
      .evaluateAll((all) => all.map((one) => one.getAttribute("datetime")));
  }
  function definition(term: string) {
    return card
      .locator("dl > div", { has: page.getByText(term, { exact: true }) })
      .locator("dd");
  }
});

it("a check that was asked for is done at once, and seen to be", async () => {
  const { page } = open;
  const isUpToDate = async (checks: number) => {
    const { sync } = await readSettings();
    return sync.state === "IDLE" && sync.checks.length === checks;
  };
  await open.advance(11);
  await until("it was tried again", () => isUpToDate(5));
  // EVE's list is as old as it may be, and no check is due.
  await open.advance(6);
  const { name } = await readSettings();
  const card = page.getByRole("article", { name });
  await page
    .getByRole("button", { name: `Check the killmails of ${name} now` })
    .click();
  await until("it is done", () => isUpToDate(6));
  await card.getByText("Up to date", { exact: true }).first().waitFor();
  await card.getByRole("table").locator("tbody tr").nth(5).waitFor();
  await open.shoot("settings-up-to-date");
});
