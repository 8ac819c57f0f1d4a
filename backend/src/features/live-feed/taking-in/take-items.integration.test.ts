import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { anonymous, id, type KillmailId } from "../../../kernel/index.ts";
import { type FeedSite, openFeedSite } from "../test-support/feed-site.ts";

vi.setConfig({ testTimeout: 120_000 });

let site: FeedSite;
beforeEach(async () => {
  site = await openFeedSite();
  site.follow();
  await site.passes("it follows", isAt(site.newest()));
});
afterEach(() => site.close());

const isAt = (sequence: number) => async () =>
  (await site.feed().status()).lastSequence === sequence;

const areHere = (mails: readonly { id: number }[]) => async () => {
  const ids = mails.map((mail) => id<KillmailId>(mail.id));
  return (await site.killmails.byIds(anonymous, ids)).size === mails.length;
};

const fates = async () =>
  (await site.feed().oddities(10)).map(({ kind, reason }) => [kind, reason]);

const orders = (task: string) =>
  site.database.prisma.outbox.findMany({
    where: { task },
    select: { payload: true },
  });

/** From now on PostgreSQL ends what writes one of these tables with this error. */
async function refuse(
  error: "disk_full" | "string_data_right_truncation",
  tables: readonly string[],
  isRow = "true",
): Promise<void> {
  const { pool } = site.database;
  await pool.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF ${isRow} THEN RAISE 'could not write' USING ERRCODE = '${error}'; END IF;
      RETURN NEW; END $$`,
  );
  for (const table of tables)
    await pool.query(
      `CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
}

const allow = () => site.database.pool.query("DROP FUNCTION refuse CASCADE");

describe("a database that can not write", () => {
  test.each([
    ["has no room for mails", ["killmails", "killmail_references"]],
    [
      "has no room for anything",
      [
        ...["killmails", "killmail_references", "source_cursors"],
        ...["live_feed_oddities", "live_feed_revisits", "outbox"],
      ],
    ],
  ])("since its disk %s is waited for", async (_, tables) => {
    const before = site.newest();
    await refuse("disk_full", tables);
    const mails = site.simulator.addKillmails(3);
    const saysSo = async () => {
      const { state, message } = await site.feed().status();
      return state === "backing-off" && /disk is full: make room/.test(message);
    };
    await site.passes("it says so", saysSo);
    const end = site.clock.now().getTime() + 300_000;
    await site.passes("minutes pass", () => site.clock.now().getTime() > end);
    await site.passes("it still says so", saysSo);
    expect((await site.feed().status()).lastSequence).toBe(before);
    await allow();
    await site.passes("all are here", areHere(mails));
    await site.passes(
      "it says so",
      async () => (await site.feed().status()).state === "live",
    );
    expect(await fates()).toEqual([]);
    expect(await site.database.prisma.outbox.count()).toBe(0);
  });
});

describe("an entry that the database refuses", () => {
  async function refused(tables: readonly string[]) {
    const mail = await site.simulator.addKillmail({}, { isPublic: false });
    await refuse(
      "string_data_right_truncation",
      tables,
      `NEW.killmail_id = ${mail.id}`,
    );
    site.simulator.publishKillmail(mail.id);
    const next = await site.simulator.addKillmail();
    await site.passes("the next is here", areHere([next]));
    return mail;
  }

  test("with its body is asked of ESI, and read again for the rest of it", async () => {
    const { id: killmailId, hash } = await refused(["killmails"]);
    expect(await fates()).toEqual([
      ["failed", expect.stringContaining("ESI is asked for it")],
    ]);
    expect(await orders("fetch-killmail")).toEqual([
      { payload: { killmailId, hash } },
    ]);
    await allow();
    const mail = { id: killmailId };
    await site.passes("it is here after all", areHere([mail]), 10_000);
    const figures = await site.figures.of([id<KillmailId>(killmailId)]);
    expect(figures.size).toBe(1);
    expect(await fates()).toEqual([
      ["late", "It could not be stored at its turn, and could later."],
    ]);
    expect(await site.database.prisma.liveFeedRevisit.count()).toBe(0);
  });

  test("with the ledger's row, too, is read again", async () => {
    const mail = await refused(["killmails", "killmail_references"]);
    expect(await fates()).toEqual([
      ["failed", "It could not be stored: it is read again later."],
    ]);
    expect(await orders("fetch-killmail")).toEqual([]);
    await allow();
    await site.passes("it is here after all", areHere([mail]), 10_000);
  });

  test("for as long as it is there is left to the archive of its day", async () => {
    const mail = await refused(["killmails", "killmail_references"]);
    const day = site.clock.now().toISOString().slice(0, 10);
    await site.passes(
      "nothing waits any more",
      async () => (await site.database.prisma.liveFeedRevisit.count()) === 0,
      60_000,
    );
    expect(await areHere([mail])()).toBe(false);
    expect(await fates()).toEqual([
      ["failed", expect.stringContaining("repaired from the archive")],
    ]);
    expect(await orders("repair-public-day")).toContainEqual({
      payload: { day },
    });
  });

  test("and of which nothing could be noted either is not gone past", async () => {
    const before = site.newest();
    await refuse("string_data_right_truncation", [
      ...["killmails", "killmail_references", "live_feed_revisits"],
    ]);
    const mails = site.simulator.addKillmails(2);
    await site.passes("it says so", async () => {
      const { state, message } = await site.feed().status();
      return state === "backing-off" && message.includes("can not be stored");
    });
    expect((await site.feed().status()).lastSequence).toBe(before);
    await allow();
    await site.passes(
      "it has gone on",
      async () => (await site.feed().status()).state === "live",
    );
    await site.passes("both are here", areHere(mails), 10_000);
  });
});
