import { afterEach, beforeEach, expect, it } from "vitest";
import { knowMails } from "../../../../tests/support/know-mails.ts";
import {
  insideTransaction,
  statementsOf,
} from "../../../../tests/support/statements-of.ts";
import { silentLogger } from "../../kernel/index.ts";
import { syncCorporationKillmails } from "./tasks.ts";
import {
  type CorporationSite,
  createCorporationSite,
} from "./test-support/corporation-site.ts";

let site: CorporationSite;
beforeEach(async () => {
  site = await createCorporationSite();
});
afterEach(() => site.close());

it("a check that finds nothing new costs one token and one small transaction, however long the history", async () => {
  const { corporationId } = site;
  const { app, database } = site.site;
  const director = await site.pilot(site.directorIds[0]);
  await director.turn(true);
  const { handler } =
    app.implementations.find(
      ({ contract: { name } }) => name === syncCorporationKillmails.name,
    ) ?? expect.fail("There is no handler");
  let pokes = 0;
  app.outbox.onPoke(() => pokes++);
  const check = async () => {
    site.clock.advance(6 * 60_000);
    site.requests();
    pokes = 0;
    const statements = await statementsOf(() =>
      handler(
        { corporationId },
        { taskId: "1", attempt: 1, priority: "recent", log: silentLogger },
      ),
    );
    expect(site.requests()).toEqual([
      { characterId: director.id, status: 304, cost: 1 },
    ]);
    // No relay looks for orders, since there are none.
    expect(pokes).toBe(0);
    return statements;
  };

  const statements = await check();
  expect(insideTransaction(statements)).toEqual([
    "INSERT INTO public.source_cursors",
    "UPDATE public.corporation_syncs SET",
    "UPDATE public.corporation_directors SET",
    "WITH last AS",
  ]);
  // The transaction; row and directors, whether ESI has anything newer, tokens left, link, token, cursor; reserve and settle; news.
  expect(statements).toHaveLength(2 + 4 + 7 + 2 + 1);

  const { grantId } = await database.prisma.linkedCharacter.findFirstOrThrow();
  await knowMails(database, 5_000, {
    grantId: Number(grantId),
    corporationId,
  });
  expect(await check()).toHaveLength(statements.length);
  const kind = "corporation";
  expect(await database.prisma.syncCheck.count({ where: { kind } })).toBe(200);
}, 120_000);
