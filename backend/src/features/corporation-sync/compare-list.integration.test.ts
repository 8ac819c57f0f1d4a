import { afterEach, beforeEach, expect, it } from "vitest";
import { type CorporationId, id } from "../../kernel/index.ts";
import {
  type CorporationSite,
  createCorporationSite,
  type Pilot,
} from "./test-support/corporation-site.ts";

const minuteMs = 60_000;

let corporation: CorporationSite;
let director: Pilot;

beforeEach(async () => {
  corporation = await createCorporationSite();
  director = await corporation.pilot(corporation.directorIds[0]);
  await director.turn(true);
  corporation.requests();
});
afterEach(() => corporation.close());

const compare = () =>
  corporation.site.app.corporationSync.compareList(
    id<CorporationId>(corporation.corporationId),
  );
const listed = () =>
  corporation.site.simulator.listForCorporation(corporation.corporationId);
const lose = (table: string, killmailId: number | undefined) =>
  corporation.site.database.pool.query(
    `DELETE FROM ${table} WHERE killmail_id = $1`,
    [killmailId],
  );
const observed = async () => {
  const { prisma } = corporation.site.database;
  const rows = await prisma.corporationObservation.findMany();
  return rows.map(({ killmailId }) => killmailId).sort((a, b) => a - b);
};

it("finds what ESI lists for the corporation and the ledger lost, and brings it back by the normal path", async () => {
  const all = listed()
    .map(({ killmail_id }) => killmail_id)
    .sort((a, b) => a - b);
  expect(await compare()).toMatchObject({
    kind: "compared",
    listed: all.length,
    missing: [],
    fresh: [],
  });
  await lose("killmail_references", all[0]);
  await lose("corporation_observations", all[0]);
  await lose("corporation_observations", all[1]);
  const found = await compare();
  if (found.kind !== "compared") throw new Error(found.reason);
  expect(found.missing.map(({ killmailId }) => killmailId)).toEqual(
    all.slice(0, 2),
  );
  await found.heal();
  expect(await observed()).toEqual(all);
  expect(await compare()).toMatchObject({ missing: [] });
  // Two tokens for the only page, each time.
  expect(corporation.requests()).toEqual(
    Array.from({ length: 3 }, () => ({
      characterId: director.id,
      status: 200,
      cost: 2,
    })),
  );
});

it("tells what the next check brings from what is lost", async () => {
  const { id: killmailId } = await corporation.site.simulator.addKillmail({
    victim: {
      character_id: corporation.memberId,
      corporation_id: corporation.corporationId,
    },
  });
  corporation.clock.advance(10 * minuteMs);
  expect(await compare()).toMatchObject({
    missing: [],
    fresh: [{ killmailId }],
  });
});

it("asks another director when the one with most tokens can not, and spends nothing that the budget does not hold", async () => {
  const other = await corporation.pilot(corporation.directorIds[1]);
  await other.turn(true);
  corporation.clock.advance(16 * minuteMs);
  await corporation.control(`/characters/${director.id}`, {
    revokeGrants: true,
  });
  corporation.clock.advance(10 * minuteMs);
  corporation.requests();
  expect(await compare()).toMatchObject({ kind: "compared", missing: [] });
  expect(corporation.requests()).toMatchObject([{ characterId: other.id }]);

  const now = corporation.clock.now();
  const { prisma } = corporation.site.database;
  await prisma.esiSpend.createMany({
    data: corporation.directorIds.map((characterId) => ({
      group: "corp-killmail",
      subject: `${corporation.site.simulator.demoClient.id}:${characterId}`,
      spentAt: now,
      tokens: 28,
      settledAt: now,
    })),
  });
  expect(await compare()).toMatchObject({
    kind: "not compared",
    isProven: false,
  });
  expect(corporation.requests()).toEqual([]);
});

it("has nothing to compare with once no director is left", async () => {
  await director.turn(false);
  expect(await compare()).toMatchObject({
    kind: "not compared",
    isProven: true,
  });
  expect(corporation.requests()).toEqual([]);
});
