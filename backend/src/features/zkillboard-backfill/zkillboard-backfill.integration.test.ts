import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type AccountId,
  anonymous,
  type CharacterId,
  type GrantId,
  id,
  type KillmailId,
  UnavailableError,
} from "../../kernel/index.ts";
import type { LinkedCharacterView } from "../accounts/index.ts";
import { type EsiKillmail, killmailHash } from "../killmails/index.ts";
import { createZkillboardFigures } from "../zkillboard-figures/index.ts";
import { createZkillboardBackfill } from "./create-zkillboard-backfill.ts";
import {
  type BackfillSite,
  openBackfillSite,
  operator,
  pilot,
} from "./test-support/backfill-site.ts";
import { inventMail } from "./test-support/fake-board.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let site: BackfillSite;
beforeEach(async () => {
  site = await openBackfillSite();
});
afterEach(() => site.close());

let mails = 0;
/** So many mails of a month, a minute apart. */
function mailsOf(month: string, count: number) {
  const from = Date.parse(`${month}-02T00:00:00Z`);
  return Array.from({ length: count }, (_, at) =>
    inventMail(++mails, new Date(from + at * minuteMs)),
  );
}
const idsOnBoard = () =>
  site.board.mails.map((mail) => mail.killmail_id).sort((a, b) => a - b);
const start = (since = "2021-10") =>
  site.backfills.start(operator, pilot, { since });

/** 450 mails in November, 30 in December. */
function aBoard(): void {
  site.board.mails = [...mailsOf("2021-11", 450), ...mailsOf("2021-12", 30)];
}

describe("a backfill", () => {
  it("reads month by month past the pages of each, each page once, and stores all bodies without asking ESI", async () => {
    aBoard();
    expect(await start()).toMatchObject({
      state: "queued",
      monthsTotal: 3,
      monthsDone: 0,
    });
    await site.untilQuiet();
    expect(site.board.asked()).toEqual([
      "2021-12 1",
      "2021-12 2",
      "2021-11 1",
      "2021-11 2",
      "2021-11 3",
      "2021-10 1",
    ]);
    expect(await site.ledger()).toEqual(idsOnBoard());
    expect(await site.bodies()).toBe(480);
    expect(await site.bodiesOrdered()).toBe(0);
    expect(await site.state()).toMatchObject({
      state: "done",
      monthsTotal: 3,
      monthsDone: 3,
      currentMonth: null,
      found: 480,
      fresh: 480,
      message:
        "All that zKillboard lists since October 2021 was read: 480 killmails this time, 480 of them not public here before.",
    });
    const [first = 0] = await site.ledger();
    const mail = await site.killmails.byId(anonymous, id<KillmailId>(first));
    expect(mail).toMatchObject({ publicSource: "zkillboard" });
    const figures = createZkillboardFigures(site);
    expect(
      (await figures.of([id<KillmailId>(first)])).get(id<KillmailId>(first)),
    ).toMatchObject([{ points: 1, labels: ["pvp"] }]);
  });

  it("orders the bodies of bare references from ESI, once, without hurry", async () => {
    aBoard();
    site.board.shape = "short";
    await start();
    await site.untilQuiet();
    expect(await site.ledger()).toEqual(idsOnBoard());
    expect(await site.bodies()).toBe(0);
    expect(
      await site.database.prisma.outbox.count({
        where: { task: "fetch-killmail", priority: 3 },
      }),
    ).toBe(480);
    expect(await site.state()).toMatchObject({ found: 480, fresh: 480 });
    // The whole mails make the orders cost nothing.
    site.board.shape = "full";
    await site.database.prisma.zkillboardMonth.deleteMany();
    await start();
    await site.untilQuiet();
    expect(await site.bodies()).toBe(480);
    expect(await site.bodiesOrdered()).toBe(480);
    expect(await site.state()).toMatchObject({ found: 480, fresh: 0 });
  });

  it("counts what was not public, whether somebody's own list had shown it or not", async () => {
    const [held, unknown] = mailsOf("2021-12", 2) as [EsiKillmail, EsiKillmail];
    site.board.mails = [held, unknown];
    const { prisma } = site.database;
    const createdAt = site.clock.now();
    const { id: accountId } = await prisma.account.create({
      data: { createdAt },
    });
    const grant = await prisma.grant.create({
      data: {
        accountId,
        characterId: 2110000009,
        ownerHash: "owner",
        grantedAt: createdAt,
      },
    });
    await site.database.transaction((tx) =>
      site.killmails.record(tx, {
        references: [
          {
            killmailId: id<KillmailId>(held.killmail_id),
            hash: killmailHash(held),
          },
        ],
        source: "character",
        grantId: id<GrantId>(grant.id),
        priority: "live",
      }),
    );
    await start("2021-12");
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ found: 2, fresh: 2 });
  });

  it("passes over an entry that is none, and a body against its hash goes to ESI", async () => {
    const [sound, forged] = mailsOf("2021-12", 2);
    if (!sound || !forged) throw new Error("No mails");
    site.board.mails = [sound];
    site.board.answerNext(() =>
      Response.json([
        { strange: true },
        { ...sound, zkb: { hash: "x" } },
        { ...forged, zkb: { hash: "a".repeat(40) } },
      ]),
    );
    await start("2021-12");
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done" });
    expect(await site.ledger()).toEqual([forged.killmail_id]);
    expect(await site.bodiesOrdered()).toBe(1);
    expect(await site.database.prisma.refusedReference.count()).toBe(2);
  });

  it("passes over an entry whose id no ledger can hold, tells of it, and reads on to older months", async () => {
    const [young, old] = [...mailsOf("2021-12", 1), ...mailsOf("2021-11", 1)];
    if (!young || !old) throw new Error("No mails");
    site.board.mails = [young, old];
    const strange = inventMail(3_000_000_000, new Date("2021-12-03T00:00:00Z"));
    site.board.answerNext(() =>
      Response.json(
        [strange, young].map((esi) => ({
          ...esi,
          zkb: { hash: killmailHash(esi) },
        })),
      ),
    );
    await start("2021-11");
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", monthsDone: 2 });
    expect(await site.ledger()).toEqual(idsOnBoard());
    const { prisma } = site.database;
    expect(await prisma.refusedReference.findMany()).toMatchObject([
      {
        source: "zkillboard",
        killmailId: 3_000_000_000n,
        reason: expect.stringContaining("does not fit") as string,
      },
    ]);
    const months = await prisma.zkillboardMonth.findMany({
      orderBy: { month: "desc" },
    });
    expect(months.map(({ readTop }) => readTop)).toEqual([
      young.killmail_id,
      old.killmail_id,
    ]);
  });

  it("that is asked for again reads one page of the month that goes on and none that is settled, and fetches nothing", async () => {
    aBoard();
    await start();
    await site.untilQuiet();
    site.board.asked();
    await start();
    await site.untilQuiet();
    expect(site.board.asked()).toEqual(["2021-12 1"]);
    expect(await site.bodiesOrdered()).toBe(0);
    expect(await site.state()).toMatchObject({
      state: "done",
      monthsDone: 3,
      found: 30,
      fresh: 0,
    });
    // Reaching further back costs what is older.
    await start("2021-08");
    await site.untilQuiet();
    expect(site.board.asked()).toEqual(["2021-12 1", "2021-09 1", "2021-08 1"]);
  });

  it("finds what came late once the month is over", async () => {
    aBoard();
    await start("2021-12");
    await site.untilQuiet();
    site.board.mails.push(...mailsOf("2021-12", 3));
    site.clock.advance(30 * 24 * hourMs);
    await start("2021-12");
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", fresh: 3 });
    site.board.asked();
    await start("2021-12");
    await site.untilQuiet();
    expect(site.board.asked()).toEqual(["2022-01 1"]);
  });

  it("refuses a month that is none or to come", async () => {
    for (const since of ["2022-01", "yesterday", "2021-13"])
      await expect(start(since)).rejects.toMatchObject({ code: "MONTH" });
  });
});

describe("what breaks off", () => {
  it("goes on in the month where it was: nothing is lost, nothing is counted twice", async () => {
    aBoard();
    await start();
    await site.aPage();
    await site.aPage();
    await site.aPage();
    // Ends with its process: the page was answered, and nothing of it written.
    const dying = createZkillboardBackfill({
      ...site.deps,
      killmails: {
        ingest: () => Promise.reject(new Error("The process ends here")),
      },
    });
    await expect(site.aPage(dying.implementations)).rejects.toThrow("ends");
    const half = createZkillboardBackfill({
      ...site.deps,
      killmails: {
        ingest: (input) =>
          site.killmails.ingest({
            ...input,
            async alongside(tx, said) {
              await input.alongside?.(tx, said);
              throw new Error("The process ends here, at the very end");
            },
          }),
      },
    });
    await expect(site.aPage(half.implementations)).rejects.toThrow("very end");
    expect(await site.state()).toMatchObject({
      state: "running",
      currentMonth: "2021-11",
      monthsDone: 1,
      found: 230,
    });
    site.board.asked();
    await site.untilQuiet();
    expect(site.board.asked()).toEqual(["2021-11 2", "2021-11 3", "2021-10 1"]);
    expect(await site.ledger()).toEqual(idsOnBoard());
    expect(await site.state()).toMatchObject({
      state: "done",
      found: 480,
      fresh: 480,
    });
  });

  it("is given out again when its order was lost", async () => {
    aBoard();
    await start();
    await site.aPage();
    await site.database.prisma.outbox.deleteMany();
    expect(await site.backfills.queueDue(site.clock.now())).toBe(0);
    site.clock.advance(3 * hourMs);
    expect(await site.backfills.queueDue(site.clock.now())).toBe(1);
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", found: 480 });
    expect(await site.backfills.queueDue(site.clock.now())).toBe(0);
  });

  it("waits while zKillboard is away, says until when, and goes on by itself", async () => {
    aBoard();
    await start();
    site.board.answerNext(() => new Response("no", { status: 503 }));
    await expect(site.aPage()).rejects.toThrow("overloaded");
    expect((await site.state()).message).toMatch(
      /^zKillboard is overloaded\. It goes on by itself at 15:0\d EVE time\.$/,
    );
    // The consumer puts the order off until then; asked too early it makes no request.
    site.board.asked();
    await expect(site.aPage()).rejects.toThrow("overloaded");
    expect(site.board.asked()).toEqual([]);
    site.clock.advance(5 * minuteMs);
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", found: 480 });
  });

  it("ends with zKillboard's words when it refuses with a 200, and goes on when it is resumed", async () => {
    aBoard();
    await start();
    await site.aPage();
    site.board.answerNext(() => Response.json({ error: "Invalid type or id" }));
    await site.untilQuiet();
    const failed = await site.state();
    expect(failed).toMatchObject({
      state: "failed",
      currentMonth: null,
      message:
        "zKillboard refuses this: Invalid type or id. Nothing more is asked for; resume it to try again.",
    });
    expect(site.board.asked()).toHaveLength(2);
    await site.backfills.resume(operator, failed.id);
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", found: 480 });
    expect(site.board.asked()[0]).toBe("2021-12 2");
  });

  it("for a fault of our own says so with the last attempt", async () => {
    await start();
    const [implementation] = createZkillboardBackfill({
      ...site.deps,
      killmails: { ingest: () => Promise.reject(new Error("A bug")) },
    }).implementations;
    const order = await site.database.prisma.outbox.findFirstOrThrow();
    const attempt = implementation?.contract.retry.attempts ?? 0;
    const context = {
      taskId: "1",
      priority: "dormant" as const,
      log: site.deps.log,
    };
    const run = (number: number) =>
      implementation?.handler(order.payload, { ...context, attempt: number });
    await expect(run(attempt - 1)).rejects.toThrow("A bug");
    expect((await site.state()).state).toBe("queued");
    site.clock.advance(1_000);
    await expect(run(attempt)).rejects.toThrow("A bug");
    expect(await site.state()).toMatchObject({
      state: "failed",
      message: expect.stringContaining("failed tasks") as string,
    });
  });
});

describe("whoever asked", () => {
  it("pauses it, also in the middle of a page, and resumes it where it stood", async () => {
    aBoard();
    const { id } = await start();
    await site.aPage();
    let pauses = 0;
    const pausing = createZkillboardBackfill({
      ...site.deps,
      zkillboard: {
        ...site.deps.zkillboard,
        async month(...asked) {
          pauses++;
          await site.backfills.pause(operator, id);
          return site.deps.zkillboard.month(...asked);
        },
      },
    });
    await site.aPage(pausing.implementations);
    expect(pauses).toBe(1);
    expect(await site.state()).toMatchObject({
      state: "paused",
      monthsDone: 1,
      found: 30,
    });
    site.board.asked();
    await site.untilQuiet();
    expect(site.board.asked()).toEqual([]);
    expect(await site.backfills.resume(operator, id)).toMatchObject({
      state: "queued",
    });
    await site.untilQuiet();
    expect(site.board.asked()[0]).toBe("2021-11 1");
    expect(await site.state()).toMatchObject({ state: "done", found: 480 });
  });

  it("cancels it: what was found stays, and asking again goes on where it stood", async () => {
    aBoard();
    const { id } = await start();
    for (let page = 0; page < 3; page++) await site.aPage();
    expect(await site.backfills.cancel(operator, id)).toMatchObject({
      state: "cancelled",
      currentMonth: null,
    });
    site.board.asked();
    await site.untilQuiet();
    expect(site.board.asked()).toEqual([]);
    expect(await site.ledger()).toHaveLength(230);
    // Neither of them brings it back.
    await site.backfills.pause(operator, id);
    await site.backfills.resume(operator, id);
    expect((await site.state()).state).toBe("cancelled");
    await start();
    await site.untilQuiet();
    expect(site.board.asked()).toEqual([
      "2021-12 1",
      "2021-11 2",
      "2021-11 3",
      "2021-10 1",
    ]);
    expect(await site.ledger()).toEqual(idsOnBoard());
  });

  it("shares what is read with whoever else asks for the same", async () => {
    aBoard();
    const { prisma } = site.database;
    const account = await prisma.account.create({
      data: { createdAt: site.clock.now() },
    });
    const accountId = id<AccountId>(account.id);
    const linked = { characterId: id<CharacterId>(pilot.id) };
    const theirs = createZkillboardBackfill({
      ...site.deps,
      accounts: {
        ...site.deps.accounts,
        linkedCharacters: (whose) =>
          Promise.resolve(
            whose === accountId ? [linked as LinkedCharacterView] : [],
          ),
      },
    });
    await start();
    const asker = { kind: "account", accountId } as const;
    await theirs.start(asker, pilot, { since: "2021-10" });
    /** Of two that come at once one is sent away until it is its turn. */
    const aPage = () =>
      site.aPage(theirs.implementations).catch((error: unknown) => {
        if (!(error instanceof UnavailableError)) throw error;
      });
    // Each is given moments of its own: not every second is somebody's.
    for (let second = 0; second < 30; second++) await aPage();
    expect(await site.state()).toMatchObject({ state: "done", monthsDone: 3 });
    expect(await theirs.ofAccount(accountId)).toMatchObject([
      { state: "done", monthsDone: 3 },
    ]);
    expect(await site.ledger()).toEqual(idsOnBoard());
    const pages = site.board.asked();
    expect(new Set(pages).size).toBe(pages.length);
  });

  it("asks for the same twice without doing it twice", async () => {
    aBoard();
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.id).toBe(other.id);
    await site.aPage();
    await start();
    await site.untilQuiet();
    expect(await site.state()).toMatchObject({ state: "done", found: 480 });
    expect(site.board.asked()).toHaveLength(6);
  });
});
