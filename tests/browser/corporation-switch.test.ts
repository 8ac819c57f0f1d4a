import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;
let director: Member;
let member: Member;

interface Member {
  id: number;
  name: string;
  corporationId: number;
  roles: string[];
}
interface Corporations {
  me: {
    characters: {
      id: string;
      corporationSync: {
        corporation: { name: string } | null;
        state: string;
        message: string;
        listed: number;
        stored: number;
        pending: number;
        directors: number;
        tokensLeft: number;
        tokenLimit: number;
        lastSyncAt: string;
        checks: { result: string; found: number; fresh: number }[];
      };
    }[];
  };
}

beforeAll(async () => {
  open = await openBrowserSite();
  const { url } = open.site.simulator;
  const found = await fetch(`${url}/simulator/characters?limit=500`);
  const { characters } = (await found.json()) as { characters: Member[] };
  const length = ({ corporationId }: Member) =>
    open.site.simulator.listForCorporation(corporationId).length;
  const [one] = characters
    .filter(({ roles }) => roles.includes("Director"))
    .sort((a, b) => length(a) - length(b));
  const other = characters.find(
    (some) =>
      some.corporationId === one?.corporationId && some.roles.length === 0,
  );
  if (!one || !other) throw new Error("The invented corporation is too small");
  [director, member] = [one, other];
});
afterAll(() => open.close());

const cardOf = ({ id }: Member) =>
  open.page
    .locator(`#character-${id}`)
    .getByLabel("Corporation", { exact: true });

async function listOf({ id }: Member) {
  const { me } = await open.ask<Corporations>(
    `{ me { characters { id corporationSync { corporation { name } state message listed stored pending directors
      tokensLeft tokenLimit lastSyncAt checks(first: 20) { result found fresh } } } } }`,
  );
  const linked = me.characters.find((one) => one.id === String(id));
  if (linked === undefined) throw new Error(`${id} is not linked`);
  return linked.corporationSync;
}

/** Wants the switch on, reads what that means, and goes on to EVE and back. */
async function turnOn(who: Member, shot: string): Promise<void> {
  const { page, site } = open;
  await cardOf(who).getByRole("switch").click({ force: true });
  const dialog = page.getByRole("dialog");
  await dialog.getByText("What is read:").waitFor();
  await dialog
    .getByText("esi-killmails.read_corporation_killmails.v1")
    .waitFor();
  await open.shoot(shot);
  await dialog.getByRole("button", { name: "Go on to EVE" }).click();
  await page.waitForURL(`${site.simulator.url}/**`);
  await page.goto(`${page.url()}&simulate_character=${who.id}`);
  await page.waitForURL(`${site.url}/settings**`);
}

it("a member without the role is refused, with the reason", async () => {
  await open.enter(member.id, "/auth/login?to=/settings");
  await turnOn(member, "corporation-dialog-of-member");
  const card = cardOf(member);
  await card.getByText("Not allowed", { exact: true }).waitFor();
  await card
    .getByText(/EVE says that this character does not have the role Director/)
    .waitFor();
  expect(await card.getByRole("switch").isChecked()).toBe(false);
  expect(await listOf(member)).toMatchObject({ state: "REFUSED" });
  await open.shoot("corporation-refused", card);
});

it("a director switches it on by one more login, and sees how the corporation's list stands", async () => {
  // In a browser of their own: with the member's, EVE is asked for all of it at once.
  await open.page.context().clearCookies();
  await open.enter(director.id, "/auth/login?to=/settings");
  await turnOn(director, "corporation-dialog");
  await until("the corporation's mails are here", async () => {
    const { state, listed, stored } = await listOf(director);
    return state === "IDLE" && listed > 0 && stored === listed;
  });
  const card = cardOf(director);
  await card.getByText("Up to date", { exact: true }).waitFor();
  const list = await listOf(director);
  expect(list).toMatchObject({ pending: 0, directors: 1 });
  await card.getByText(`${list.stored} stored`).waitFor();
  for (const text of [
    `${list.tokensLeft} of ${list.tokenLimit}`,
    `${list.checks[0]?.fresh} new of ${list.checks[0]?.found}`,
  ])
    await card.getByText(text).waitFor();
  expect(await card.getByRole("switch").isChecked()).toBe(true);
  expect(await card.locator("dl time").first().getAttribute("datetime")).toBe(
    list.lastSyncAt,
  );
  await card.getByRole("button", { name: "History of checks" }).click();
  await card.getByRole("table").getByText("New mails").waitFor();
  await open.shoot("corporation-on", card);
  await open.shoot("settings-of-director");
});

it("a director who loses the role sees that it is off, and why", async () => {
  const { site } = open;
  const answer = await fetch(`${site.simulator.url}/simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      event: {
        kind: "lose-role",
        characterId: director.id,
        role: "Director",
        dropCaches: true,
      },
    }),
  });
  expect(answer.status).toBeLessThan(300);
  await open.advance(61);
  const card = cardOf(director);
  await card
    .getByText(/is no director any more, so it was switched off/)
    .waitFor();
  await card.getByText("Not allowed", { exact: true }).waitFor();
  expect(await card.getByRole("switch").isChecked()).toBe(false);
  expect(await card.getByText("stored").count()).toBe(0);
  expect(await listOf(director)).toMatchObject({ state: "REFUSED" });
  await open.shoot("corporation-role-lost", card);
  expect(open.problems).toEqual([]);
});
