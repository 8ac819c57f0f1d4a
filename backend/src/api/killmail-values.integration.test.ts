import { afterAll, beforeAll, expect, test } from "vitest";
import { workOff } from "../../../tests/support/work-off.ts";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask } from "./test-support/ask.ts";

let site: ApiSite;
let alice: Pilot;

const publicMail = 3001;
const privateMail = 1001;
const later = 3002;
const rifter = 587;
const gun = 2048;
const reason = "Set for this test";

beforeAll(async () => {
  site = await startApiSite();
  alice = await site.pilot(2110000001);
  const price = (typeId: number, cents: number) => ({
    typeId,
    price: cents,
    fromDay: null,
    reason,
  });
  await site.app.prices.setCustom([
    price(rifter, 500_000_25),
    price(gun, 3_50),
  ]);
  await site.show(null, inventKillmail(publicMail));
  await site.show(
    alice.grantId,
    ...Array.from({ length: 7 }, (_, index) =>
      inventKillmail(privateMail + index),
    ),
  );
  await work();
});
afterAll(() => site.close());

const work = () =>
  workOff(
    site.app.database,
    site.app.clock,
    site.app.valuation.implementations,
    ["value-killmails"],
  );

test("a mail tells what it is worth, and why", async () => {
  const query = `query ($id: ID!) { killmail(id: $id) {
    points labels { name reason }
    value { total hull fitted destroyed dropped zkillboardTotal unpricedCount version revision isRepriced pricedAt
      insurance { none platinum }
      explain { isAsValued note lines { type { id } flag container { id } quantityDestroyed quantityDropped unitPrice totalPrice
        rule source fromDay toDay text } } }
    items { unitPrice totalPrice }
    itemGroups { items { unitPrice } }
  } }`;
  const answer = await ask(site.url, query, {
    variables: { id: String(publicMail) },
  });
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.["killmail"]).toMatchObject({
    labels: expect.arrayContaining([
      {
        name: "isk:under1b",
        reason: "It is worth 500003.75 ISK in all.",
      },
    ]) as unknown,
    value: {
      total: "500003.75",
      hull: "500000.25",
      fitted: "500003.75",
      destroyed: "500000.25",
      dropped: "3.50",
      zkillboardTotal: "500003.75",
      unpricedCount: 0,
      version: 1,
      revision: 1,
      insurance: null,
      explain: {
        isAsValued: true,
        lines: [
          {
            type: { id: String(rifter) },
            flag: null,
            container: null,
            totalPrice: "500000.25",
            rule: "custom",
            text: `Set by hand: ${reason}.`,
          },
          {
            type: { id: String(gun) },
            flag: 11,
            quantityDropped: "1",
            unitPrice: "3.50",
            totalPrice: "3.50",
          },
        ],
      },
    },
    items: [{ unitPrice: "3.50", totalPrice: "3.50" }],
    itemGroups: [{ items: [{ unitPrice: "3.50" }] }],
  });
});

test("a list tells the values of all of its mails in one statement, and prices of all items in few", async () => {
  const count = async (fields: string, first: number) => {
    const query = `query ($first: Int) { killmails(first: $first) { edges { node { ${fields} } } } }`;
    const counts: number[] = [];
    for (let round = 0; round < 5; round++) {
      site.countStatements();
      const answer = await ask(site.url, query, {
        variables: { first },
        cookie: alice.cookie,
      });
      expect(answer.errors).toBeUndefined();
      counts.push(site.countStatements());
    }
    return Math.min(...counts);
  };
  const bare = await count("id", 7);
  // And the static data's build is looked up, once a second at most.
  expect(
    await count("value { total } labels { name } points", 7),
  ).toBeLessThanOrEqual(bare + 2);
  const prices = "items { unitPrice }";
  expect(await count(prices, 7)).toBeLessThanOrEqual(
    (await count(prices, 1)) + 1,
  );
});

test("nobody learns the value of a mail that they do not see", async () => {
  const query = `query ($id: ID!) { killmail(id: $id) { value { total } labels { name } points items { unitPrice } } }`;
  const variables = { id: String(privateMail) };
  const anonymous = await ask(site.url, query, { variables });
  expect(anonymous.data?.["killmail"]).toBeNull();
  const own = await ask(site.url, query, { variables, cookie: alice.cookie });
  expect(own.data?.["killmail"]).toMatchObject({
    value: { total: "500003.75" },
  });
});

test("a mail shows at once, without a value", async () => {
  await site.show(null, inventKillmail(later));
  const query = `query ($id: ID!) { killmail(id: $id) { revision value { total } labels { name } points items { unitPrice } } }`;
  const variables = { id: String(later) };
  const before = await ask(site.url, query, { variables });
  expect(before.data?.["killmail"]).toEqual({
    revision: 1,
    value: null,
    labels: [],
    points: null,
    items: [{ unitPrice: null }],
  });
  await work();
  const after = await ask(site.url, query, { variables });
  expect(after.data?.["killmail"]).toMatchObject({
    revision: 2,
    value: { total: "500003.75" },
    items: [{ unitPrice: "3.50" }],
  });
});
