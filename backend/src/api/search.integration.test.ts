import { afterAll, beforeAll, expect, it } from "vitest";
import { storeKillmails } from "../../../tests/support/store-killmails.ts";
import type { EsiKillmail } from "../features/killmails/index.ts";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

let site: ApiSite;
const hermit = 95_000_001;
const celebrity = 95_000_002;
const corporation = 98_000_001;
const publicMail = 1_001;

beforeAll(async () => {
  site = await startApiSite();
  const mail = (killmailId: number, characterId: number): EsiKillmail => ({
    killmail_id: killmailId,
    killmail_time: "2026-11-01T12:00:00Z",
    solar_system_id: 30_000_142,
    victim: {
      character_id: characterId,
      corporation_id: killmailId === publicMail ? corporation : 98_000_002,
      damage_taken: 1,
      ship_type_id: 587,
      items: [],
    },
    attackers: [
      {
        damage_done: 1,
        final_blow: true,
        security_status: 0,
        ship_type_id: 587,
        character_id: characterId,
      },
    ],
  });
  const { app } = site;
  await storeKillmails(app, [mail(1_000, hermit), mail(publicMail, celebrity)]);
  await app.database.pool.query(
    "UPDATE killmails SET public_since = NULL WHERE killmail_id <> $1",
    [publicMail],
  );
  const entity = (id: number, kind: string, name: string) => ({
    id,
    kind,
    name,
    learntAt: new Date(),
    createdAt: new Date(),
  });
  await app.database.prisma.entity.createMany({
    data: [
      entity(hermit, "character", "Known To Few"),
      entity(celebrity, "character", "Known To All"),
      entity(98_000_002, "corporation", "Known Hideout"),
      { ...entity(corporation, "corporation", "Known Stage"), ticker: "STAGE" },
    ],
  });
  await app.entities.queueDue(new Date());
});
afterAll(() => site.close());

const search = async (args: string) => {
  const { data } = await ask(
    site.url,
    `{ searchEntities(${args}) { id kind name ticker scripts } }`,
  );
  return (data as { searchEntities: { name: string }[] }).searchEntities;
};

it("whoever only private mails name is not found by anybody else, however the name is written", async () => {
  for (const text of [
    "known to",
    "Known To Few",
    "few",
    "knwn to few",
    "Hideout",
  ]) {
    const found = (await search(`text: "${text}"`)).map(({ name }) => name);
    expect(found, text).not.toContain("Known To Few");
    expect(found, text).not.toContain("Known Hideout");
  }
  expect(
    await search('text: "Known To Few", kinds: [CHARACTER], first: 1'),
  ).toEqual(await search('text: "Known To Fex", kinds: [CHARACTER], first: 1'));
});

it("whoever is on a public mail is found, with kind, ticker and scripts", async () => {
  expect(await search('text: "known"')).toEqual([
    {
      id: String(corporation),
      kind: "CORPORATION",
      name: "Known Stage",
      ticker: "STAGE",
      scripts: ["Latin"],
    },
    {
      id: String(celebrity),
      kind: "CHARACTER",
      name: "Known To All",
      ticker: null,
      scripts: ["Latin"],
    },
  ]);
  expect(await search('text: "known", first: 1')).toHaveLength(1);
  expect(await search('text: "known", kinds: [ALLIANCE]')).toEqual([]);
  expect(await search('text: "stage", kinds: [CORPORATION]')).toHaveLength(1);
});

it("too much is refused with what to change", async () => {
  for (const args of [
    'text: "x", first: 26',
    'text: "x", first: 0',
    `text: "${"x".repeat(101)}"`,
  ]) {
    const answer = await ask(site.url, `{ searchEntities(${args}) { id } }`);
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
  }
});

it("anybody sees which prices this site believes, and what is known of a type's", async () => {
  await site.app.prices.setCustom([
    {
      typeId: 11_567,
      fromDay: null,
      price: 14_700_000_000_001,
      reason: "Delve",
    },
  ]);
  await site.app.database.pool.query(
    "INSERT INTO price_blocks (source, type_id, block, prices) SELECT 1, 11567, 18958 / 32, array_fill(NULL::bigint, ARRAY[18958 % 32]) || ARRAY[1250::bigint] || array_fill(NULL::bigint, ARRAY[31 - 18958 % 32])",
  );
  const price = (date: string) =>
    ask(
      site.url,
      `{ typePrice(typeId: "11567", date: "${date}") { averageIsk latest { day priceIsk } custom { priceIsk from reason } others { source } } }`,
    );
  const custom = {
    priceIsk: "147000000000.01",
    from: null,
    reason: "Delve",
  };
  const latest = { day: "2021-11-27", priceIsk: "12.50" };
  expect((await price("2021-11-27")).data).toEqual({
    typePrice: { averageIsk: "12.50", latest, custom, others: [] },
  });
  expect((await price("2021-11-29")).data).toEqual({
    typePrice: { averageIsk: null, latest, custom, others: [] },
  });
  expect(codes(await price("2021-02-30"))).toEqual(["BAD_USER_INPUT"]);
  const sources = await ask(site.url, "{ priceSources { source } }");
  expect(sources.data).toEqual({ priceSources: [] });
});
