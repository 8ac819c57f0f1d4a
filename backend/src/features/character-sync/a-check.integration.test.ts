import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readPayload } from "../../platform/queue/orders/read-payload.ts";
import { syncCharacterKillmails } from "./tasks.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

/** What goes to the database while `work` runs, as the first words of each statement. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    return spy.mock.calls.map((call: unknown[]) => {
      const [query] = call as [string | { text: string }];
      const text = typeof query === "string" ? query : query.text;
      return text.replaceAll(/\s+/g, " ").replaceAll('"', "").trim();
    });
  } finally {
    spy.mockRestore();
  }
}

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
    const statements = await check();
    const begin = statements.indexOf("BEGIN");
    const inside = statements.slice(begin + 1, statements.indexOf("COMMIT"));
    expect(statements.filter((text) => text === "BEGIN")).toHaveLength(1);
    expect(inside.map((text) => text.split(" ").slice(0, 3).join(" "))).toEqual(
      [
        "INSERT INTO public.source_cursors",
        "UPDATE public.character_syncs SET",
        "WITH last AS",
      ],
    );
    // Link, row and cursor, token; ESI's budget: reserve and settle.
    expect(statements).toHaveLength(2 + 3 + 4 + 2);

    await site.database.prisma.$executeRaw`
      INSERT INTO sync_checks (kind, subject_id, checked_at, result, message, found, fresh, tokens, tries)
      SELECT 'character', ${link?.grantId}, ${site.clock.now()}, 'nothing-new', '', 0, 0, 1, 1 FROM generate_series(1, 500)`;
    expect(await check()).toHaveLength(statements.length);
    const { prisma } = site.database;
    expect(await prisma.syncCheck.count()).toBe(200);
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
