import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../support/until.ts";
import { type BrowserSite, openBrowserSite } from "./open-browser-site.ts";

let open: BrowserSite;
let pilotId: number;
let lossId: number;

beforeAll(async () => {
  open = await openBrowserSite();
  const { app, simulator } = open.site;
  // The scheduler orders it at the first start.
  await until("the static data are here", async () => {
    const facts = await app.universe.facts();
    return facts.buildNumber !== null;
  });
  const answer = await fetch(`${simulator.url}/simulator/characters?limit=1`);
  const { characters } = (await answer.json()) as {
    characters: [{ id: number }];
  };
  pilotId = characters[0].id;
  const items = [
    ...[27, 28, 29].flatMap((flag, index) => [
      {
        item_type_id: 2889,
        flag,
        singleton: 0,
        ...(index === 0 ? { quantity_dropped: 1 } : { quantity_destroyed: 1 }),
      },
      { item_type_id: 21898, flag, singleton: 0, quantity_destroyed: 60 },
    ]),
    { item_type_id: 438, flag: 19, singleton: 0, quantity_destroyed: 1 },
    { item_type_id: 2048, flag: 11, singleton: 0, quantity_dropped: 1 },
    { item_type_id: 21898, flag: 5, singleton: 0, quantity_dropped: 940 },
  ];
  const loss = await simulator.addKillmail({
    victim: { character_id: pilotId, ship_type_id: 587, items },
  });
  lossId = loss.id;
});
afterAll(() => open.close());

const saved = async () => {
  const answer = await fetch(
    `${open.site.simulator.url}/simulator/characters/${pilotId}/fittings`,
  );
  return (await answer.json()) as { name: string }[];
};

it("a pilot looks at the fit of a loss, copies it and saves it in the game", async () => {
  const { page, site } = open;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open.enter(pilotId);
  await until("the loss is here", async () => {
    const { killmail } = await open.ask<{ killmail: unknown }>(
      `{ killmail(id: "${lossId}") { id } }`,
    );
    return killmail !== null;
  });
  await page.goto(`${site.url}/kill/${lossId}`);
  const fit = page.getByRole("region", { name: "Fit", exact: true });
  await fit.getByText("3× 200mm AutoCannon II").waitFor();
  await open.shoot("fit", fit);

  await fit.getByRole("button", { name: /EFT/ }).click();
  await fit.getByRole("button", { name: /^Copied/ }).waitFor();
  const eft = String(await page.evaluate("navigator.clipboard.readText()"));
  expect(eft).toContain(`[Rifter, Killmail ${lossId}]`);
  expect(eft).toContain("200mm AutoCannon II, Republic Fleet EMP S");

  await fit.getByRole("button", { name: "Save to game" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name of the fit").fill("Slow one");
  await open.shoot("fit-save-login");
  await dialog.getByRole("button", { name: "Go on to EVE" }).click();
  await open.choose(pilotId);
  await page.waitForURL(`${site.url}/kill/${lossId}`);
  await fit.getByRole("button", { name: "Save to game" }).click();
  await dialog.getByLabel("Name of the fit").fill("Fast one");
  await dialog.getByRole("button", { name: "Save it" }).dblclick();
  await dialog.getByText("It is in the game").waitFor();
  await open.shoot("fit-saved");
  expect((await saved()).map(({ name }) => name)).toEqual(["Fast one"]);
  await dialog.getByRole("button", { name: "Done" }).click();
  expect(open.problems).toEqual([]);
});

it("everybody reads a pasted fit, and sees the fate of each line", async () => {
  const { page, site } = open;
  await page.goto(`${site.url}/fit`);
  const box = page.getByRole("textbox");
  await box.fill(
    "look at this\n[Rifter, \u{1f680} אבג]\nDamage Control II\nDamge Control II\nSmall Anti-Kinetic Pump I\n\n1MN Afterburner II\n\n200mm AutoCannon II, Republic Fleet EMP S\n\n\n\n\nRepublic Fleet EMP S x500",
  );
  await page.getByRole("button", { name: "Read it" }).click();
  const lines = page.getByRole("region", { name: "Line by line" });
  await lines.getByText("No item is called Damge Control II").waitFor();
  await open.shoot("fit-page");
  await page
    .getByRole("region", { name: "\u{1f680} אבג" })
    .getByText("200mm AutoCannon II")
    .waitFor();

  await box.fill("x".repeat(100_001));
  await page.getByText("100,000 are read at most").waitFor();
  expect(await page.getByRole("button", { name: "Read it" }).isDisabled()).toBe(
    true,
  );
  await box.fill("<?xml version='1.0'?><!DOCTYPE a><fittings/>");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByRole("alert").getByText("document type").waitFor();
  await open.shoot("fit-page-refused");
});
