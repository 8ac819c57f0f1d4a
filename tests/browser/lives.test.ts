import { afterAll, beforeAll, expect, it } from "vitest";
import { type Life, type Lives, leadLives } from "../support/lives.ts";
import { createSiteClient } from "../support/site-client.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;
let lives: Lives;

beforeAll(async () => {
  open = await openBrowserSite({ env: { LOG_LEVEL: "error" } });
  const client = createSiteClient(open.site.url);
  const buyer = createSiteClient(open.site.url);
  lives = await leadLives(open.site, client, buyer, open.advance);
  await open.sitDown(client);
  await open.page.goto(`${open.site.url}/settings`);
});
afterAll(() => open.close());

const cardOf = (id: number) => open.page.locator(`#character-${id}`);

const said: readonly [
  Life,
  { badge: string; sentence: RegExp; way: RegExp },
][] = [
  [
    "revoked",
    {
      badge: "Stopped",
      sentence: /no longer accepts .* log in with it again/,
      way: /log in again/i,
    },
  ],
  [
    "rescoped",
    {
      badge: "Stopped",
      sentence: /no longer accepts .* log in with it again/,
      way: /log in again/i,
    },
  ],
  [
    "narrowed",
    {
      badge: "Stopped",
      sentence: /does not include reading killmails: log in again .* allow it/,
      way: /log in again/i,
    },
  ],
  [
    "sold",
    {
      badge: "Stopped",
      sentence: /If it has another owner now, unlink it/,
      way: /unlink/i,
    },
  ],
  [
    "deleted",
    {
      badge: "Stopped",
      sentence: /was deleted\. Its killmails stay here/,
      way: /unlink/i,
    },
  ],
  [
    "moved",
    {
      badge: "Up to date",
      sentence: /has changed corporation \(noticed on \d{4}-\d\d-\d\d\)/,
      way: /check the killmails/i,
    },
  ],
  [
    "well",
    {
      badge: "Up to date",
      sentence: /Up to date\./,
      way: /check the killmails/i,
    },
  ],
];

it.each(said)("a character whose life is: %s", async (life, expected) => {
  const card = cardOf(lives.ids[life]);
  await card.getByText(expected.sentence).waitFor();
  await card.getByText(expected.badge, { exact: true }).first().waitFor();
  await card
    .getByRole("button", { name: expected.way })
    .or(card.getByRole("link", { name: expected.way }))
    .first()
    .waitFor();
  await open.shoot(`life-${life}`, card);
});

it("one that was unlinked and one that was sold are told of, each with what that means", async () => {
  const { page } = open;
  await page.getByText(/You unlinked it\. Its access is deleted/).waitFor();
  await page.getByText(/has another owner now\. What only its list/).waitFor();
  for (const id of [lives.unlinked, lives.bought])
    expect(await cardOf(id).count()).toBe(0);
  await open.shoot("lives");
  expect(open.problems).toEqual([]);
});

it("unlinking asks once more, says that it is done, and with the last one logs out", async () => {
  const { page } = open;
  const [first, ...others] = Object.values(lives.ids);
  const last = others.pop();
  if (first === undefined || last === undefined) throw new Error("No lives");
  const names = new Map<number, string>();
  for (const id of Object.values(lives.ids))
    names.set(id, (await cardOf(id).getAttribute("aria-label")) ?? "");

  await page
    .getByRole("button", { name: `Unlink ${names.get(first)}` })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/deletes its access/).waitFor();
  await open.shoot("unlink-dialog");
  await dialog.getByRole("button", { name: "Unlink" }).click();
  await cardOf(first).waitFor({ state: "detached" });
  const told = page.getByRole("status").filter({ hasText: "Unlinked" });
  await told.getByText(String(names.get(first))).waitFor();
  await open.shoot("unlinked");

  for (const id of others)
    await open.ask(`mutation { unlinkCharacter(characterId: "${id}") { id } }`);
  await page.reload();
  await page.getByRole("button", { name: `Unlink ${names.get(last)}` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Unlink" })
    .click();
  await page.getByText(`${names.get(last)} is unlinked`).waitFor();
  await page.getByText(/you are logged out/).waitFor();
  await open.shoot("unlinked-last");
});
