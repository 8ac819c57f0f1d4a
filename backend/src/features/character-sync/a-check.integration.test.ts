import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { knowMails } from "../../../../tests/support/know-mails.ts";
import {
  insideTransaction,
  statementsOf,
} from "../../../../tests/support/statements-of.ts";
import { readPayload } from "../../platform/queue/orders/read-payload.ts";
import { syncCharacterKillmails } from "./tasks.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

describe("a check that finds nothing new", () => {
  it("costs one token and one small transaction, however long the history", async () => {
    await site.runPilot();
    const link = await site.accounts.linkedCharacter(site.pilot);
    const check = async () => {
      site.clock.advance(6 * minuteMs);
      site.requests();
      const statements = await statementsOf(() => site.runPilot());
      expect(site.requests()).toEqual(["1 304 1"]);
      return statements;
    };
    await site.database.prisma.outbox.deleteMany();
    const pokes = site.pokes();
    const statements = await check();
    expect(insideTransaction(statements)).toEqual([
      "INSERT INTO public.source_cursors",
      "UPDATE public.character_syncs SET",
      "WITH last AS",
    ]);
    // Link, row and cursor, token; ESI's budget: reserve and settle.
    expect(statements).toHaveLength(2 + 3 + 4 + 2);

    // No relay looks for orders, since there are none.
    expect(site.pokes()).toBe(pokes);

    await knowMails(site.database, 5_000, {
      grantId: link?.grantId ?? 0,
      corporationId: 98_000_001,
    });
    expect(await check()).toHaveLength(statements.length);
    const { prisma } = site.database;
    const kind = "character";
    expect(await prisma.syncCheck.count({ where: { kind } })).toBe(200);
  });
});

describe("an order of an older version", () => {
  it("is read, and does what it did", async () => {
    const payload = readPayload(
      syncCharacterKillmails,
      { characterId: site.pilot, full: true },
      1,
    );
    expect(payload).toEqual({
      characterId: site.pilot,
      full: true,
      reason: "due",
    });
    await site.handle(syncCharacterKillmails, payload);
    expect(await site.ledger()).toEqual(site.listed());
  });
});
