import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  anonymous,
  id,
  type KillmailId,
  silentLogger,
} from "../../kernel/index.ts";
import type { R2z2, R2z2Entry } from "../../platform/zkillboard/index.ts";
import { type EsiKillmail, killmailHash } from "../killmails/index.ts";
import { type FeedSite, openFeedSite } from "./test-support/feed-site.ts";

vi.setConfig({ testTimeout: 120_000 });

let site: FeedSite;
beforeEach(async () => {
  site = await openFeedSite();
});
afterEach(() => site.close());

const isHere = (killmailId: number) => async () =>
  (await site.killmails.byId(anonymous, id<KillmailId>(killmailId))) !== null;

const areHere = (ids: readonly { id: number }[]) => async () => {
  const known = await site.killmails.byIds(
    anonymous,
    ids.map((one) => id<KillmailId>(one.id)),
  );
  return known.size === ids.length;
};

const figuresOf = async (killmailId: number) => {
  const found = await site.figures.of([id<KillmailId>(killmailId)]);
  return found.get(id<KillmailId>(killmailId))?.[0];
};

const isAt = (sequence: number) => async () =>
  (await site.feed().status()).lastSequence === sequence;

const isLive = async () => (await site.feed().status()).state === "live";

const kinds = async () =>
  (await site.feed().oddities(100)).map(({ sequence, kind }) => ({
    sequence,
    kind,
  }));

/** The simulator's feed with something done to what it answers. */
function tampered(
  entry: (told: R2z2Entry, sequence: number) => R2z2Entry,
): R2z2 {
  return {
    ...site.r2z2,
    async entry(sequence, signal) {
      const told = await site.r2z2.entry(sequence, signal);
      return told && entry(told, sequence);
    },
  };
}

describe("what the feed tells", () => {
  test("is stored with its body and figures, public, and asks nothing of ESI", async () => {
    site.follow();
    await site.passes("it follows", isAt(site.newest()));
    const mails = site.simulator.addKillmails(30);
    await site.passes("all are here", areHere(mails));
    expect(await figuresOf(mails[0]?.id ?? 0)).toMatchObject({
      hash: mails[0]?.hash,
      labels: expect.arrayContaining(["cat:6"]) as unknown,
      totalValueIsk: expect.stringMatching(/^\d+\.\d\d$/) as unknown,
    });
    expect(await site.feed().status()).toMatchObject({
      state: "live",
      lastSequence: site.newest(),
      behindBy: 0,
    });
    expect(site.simulator.requests({ service: "esi" })).toEqual([]);
    expect(await site.database.prisma.outbox.count()).toBe(0);
    expect(site.simulator.thrift().overBudget).toBe(0);
  });

  test("makes a private mail public, live, once", async () => {
    site.follow();
    await site.passes("it follows", isAt(site.newest()));
    const { id: killmailId, hash } = await site.simulator.addKillmail(
      {},
      { isPublic: false },
    );
    const { esi: host } = site.simulator.services;
    const answer = await fetch(`${host}/killmails/${killmailId}/${hash}`);
    const esi = (await answer.json()) as EsiKillmail;
    const owner = await site.pilot();
    const reference = { killmailId: id<KillmailId>(killmailId), hash };
    await site.database.transaction((tx) =>
      site.killmails.record(tx, {
        references: [reference],
        source: "character",
        grantId: owner.grantId,
        priority: "recent",
      }),
    );
    await site.killmails.store([{ reference, body: esi, priority: "recent" }]);
    const start = await site.killmails.lastSequence();
    expect(await isHere(killmailId)()).toBe(false);
    site.simulator.publishKillmail(killmailId);
    await site.passes("it is public", isHere(killmailId));
    // Posted again under another number.
    site.simulator.publishKillmail(killmailId);
    await site.passes("it has gone on", isAt(site.newest()));
    const entries = await site.killmails.logAfter(start, 100);
    const rights = await site.killmails.rights(anonymous);
    expect(
      entries.filter((entry) => site.killmails.opens(rights, entry)),
    ).toMatchObject([{ killmailId }]);
    const ownerRights = await site.killmails.rights(owner.viewer);
    expect(
      entries.filter((entry) => site.killmails.opens(ownerRights, entry)),
    ).toEqual([]);
    // What zKillboard says is there from the beginning, as on a mail that nobody had.
    expect(entries.filter(({ revision }) => revision !== null)).toEqual([]);
    expect(
      await site.killmails.byId(anonymous, reference.killmailId),
    ).toMatchObject({ revision: 1 });
    expect(await figuresOf(killmailId)).toBeDefined();
  });

  test("gets late labels as a revision of the mail", async () => {
    site.follow();
    await site.passes("it follows", isAt(site.newest()));
    const { id: killmailId } = await site.simulator.addKillmail();
    await site.passes("it is here", isHere(killmailId));
    const before = await figuresOf(killmailId);
    expect(before?.labels).not.toContain("ganked");
    site.clock.advance(900_000);
    site.simulator.labelKillmail(killmailId, ["ganked"]);
    const start = await site.killmails.lastSequence();
    const next = await site.simulator.addKillmail();
    await site.passes(
      "the label is here",
      async () =>
        (await figuresOf(killmailId))?.labels.includes("ganked") === true,
    );
    await site.passes("the next is here", isHere(next.id));
    expect(
      await site.killmails.byId(anonymous, id<KillmailId>(killmailId)),
    ).toMatchObject({ revision: 2 });
    const entries = await site.killmails.logAfter(start, 100);
    expect(entries.filter(({ revision }) => revision !== null)).toMatchObject([
      { killmailId, revision: 2 },
    ]);
    expect(await site.database.prisma.liveFeedRevisit.count()).toBe(0);
  });
});

describe("after a stop", () => {
  test("goes on where it stopped", async () => {
    const stop = site.follow();
    const first = await site.simulator.addKillmail();
    await site.passes("it follows", isHere(first.id));
    await stop();
    const missed = site.simulator.addKillmails(200);
    const before = site.simulator.requests({ service: "r2z2" }).length;
    site.follow();
    await site.passes("all are here", areHere(missed));
    const asked = site.simulator.requests({ service: "r2z2" }).slice(before);
    // Each entry once, and sequence.json now and then.
    expect(asked.filter(({ status }) => status === 200).length).toBeLessThan(
      missed.length + 30,
    );
    expect(site.simulator.thrift().overBudget).toBe(0);
  });

  test("repairs from the archive what was gone, and goes on with what is there", async () => {
    const stop = site.follow();
    const first = await site.simulator.addKillmail();
    await site.passes("it follows", isHere(first.id));
    await stop();
    const many = site.simulator.addKillmails(120);
    site.clock.advance(12 * 3_600_000);
    const few = site.simulator.addKillmails(10);
    site.clock.advance(25 * 3_600_000);
    // So many that sequence.json is beyond all that is gone.
    const living = site.simulator.addKillmails(60);
    site.follow();
    await site.passes("what is there is here", areHere(living));
    expect((await kinds()).map(({ kind }) => kind)).toContain("expired");
    expect(await areHere([...many, ...few])()).toBe(false);

    // Days later the archive has all of it, whatever the time of day.
    site.clock.advance(72 * 3_600_000);
    const orders = await site.database.prisma.outbox.findMany({
      where: { task: "repair-public-day" },
    });
    expect(orders.length).toBeGreaterThan(2);
    for (const { payload } of orders)
      for (let time = 0; time < 2; time++)
        // By the time of day there is one of which no mail is, and so no archive.
        await repair(payload).catch((error: unknown) => {
          if (!String(error).includes("is not there yet")) throw error;
        });
    expect(await areHere(many)()).toBe(true);
    await site.database.prisma.outbox.deleteMany();
  });

  test("a day whose archive is not there yet is looked for later, and while the feed is off", async () => {
    const day = { day: "2099-01-01" };
    await expect(repair(day)).rejects.toThrow("is not there yet");
    await expect(repair(day, { isOn: false })).rejects.toThrow("switched off");
  });
});

function repair(payload: unknown, changes: { isOn?: boolean } = {}) {
  const [task] = site.feed(changes).implementations;
  if (task?.contract.name !== "repair-public-day") throw new Error("no task");
  const context = { taskId: "1", attempt: 1, priority: "recent" } as const;
  return task.handler(payload, { ...context, log: silentLogger });
}

describe("a feed that misbehaves", () => {
  beforeEach(async () => {
    site.follow();
    await site.passes("it follows", isAt(site.newest()));
  });

  test("and leaves numbers out is stepped over once sequence.json is beyond them", async () => {
    const gap = site.newest() + 1;
    site.simulator.feed.skip(2);
    const mails = site.simulator.addKillmails(60);
    await site.passes("all are here", areHere(mails));
    expect(await kinds()).toEqual([
      { sequence: gap + 1, kind: "gap" },
      { sequence: gap, kind: "gap" },
    ]);
  });

  test("and answers with errors is waited for, with the reason visible", async () => {
    for (const [fault, reason] of [
      [{ status: 429 }, "429, too many requests"],
      [{ status: 403 }, "403: this address is not let in"],
      [{ status: 503, body: "html" }, "503"],
      [{ drop: "midway" }, "broke off"],
      [{ truncate: true }, "can not be read"],
    ] as const) {
      const mail = await site.simulator.addKillmail();
      const path = `/ephemeral/${site.newest()}.json`;
      site.simulator.faults.add({ service: "r2z2", path, ...fault });
      await site.passes(
        "it backs off",
        async () => {
          const { state, message } = await site.feed().status();
          return state === "backing-off" && message.includes(reason);
          // Slowly, so that it is still backing off when it is looked at.
        },
        100,
      );
      await site.passes("it has come", isHere(mail.id), 10_000);
      await site.passes("it says so", isLive);
    }
    expect(await kinds()).toEqual([]);
  });

  test("and has one broken entry goes on behind it, and comes back to it", async () => {
    const broken = await site.simulator.addKillmail();
    const sequence = site.newest();
    site.simulator.faults.add({
      service: "r2z2",
      path: `/ephemeral/${sequence}.json`,
      truncate: true,
      count: 4,
    });
    const next = await site.simulator.addKillmail();
    await site.passes("the next is here", isHere(next.id));
    expect(await kinds()).toEqual([{ sequence, kind: "unreadable" }]);
    expect(await isHere(broken.id)()).toBe(false);
    await site.passes("the broken one is here", isHere(broken.id), 10_000);
    expect(await kinds()).toEqual([{ sequence, kind: "late" }]);
  });
});

describe("a sequence.json that is wrong", () => {
  /** The simulator's feed, with something done to what sequence.json says. */
  const saying = (change: (said: number) => number): R2z2 => ({
    ...site.r2z2,
    async sequence(signal) {
      const said = await site.r2z2.sequence(signal);
      return said === null ? null : change(said);
    },
  });

  test("for once does not make the feed leave what is published meanwhile", async () => {
    let isWrong = false;
    site.follow({
      r2z2: saying((said) => {
        if (!isWrong) return said;
        isWrong = false;
        return said * 10;
      }),
    });
    const first = await site.simulator.addKillmail();
    await site.passes("it follows", isHere(first.id));
    isWrong = true;
    await site.passes("it has asked", () => !isWrong);
    const end = site.clock.now().getTime() + 120_000;
    await site.passes("minutes pass", () => site.clock.now().getTime() > end);
    const mails = site.simulator.addKillmails(3);
    await site.passes("they are here", areHere(mails));
    expect(await kinds()).toEqual([]);
  });

  test("for long is named, and what is published comes in all the same", async () => {
    const wrong = site.newest() * 10;
    let isWrong = false;
    site.follow({ r2z2: saying((said) => (isWrong ? wrong : said)) });
    const first = await site.simulator.addKillmail();
    await site.passes("it follows", isHere(first.id));
    isWrong = true;
    await site.passes("it is named", async () => {
      const { message } = await site.feed().status();
      return message.includes(`names entry ${wrong}, which is not there`);
    });
    const mails = site.simulator.addKillmails(3);
    await site.passes("they are here", areHere(mails));
    await site.passes("it says so", isLive);
    expect((await site.feed().status()).behindBy).toBe(0);
  });

  test("is asked once more by a site that never followed", async () => {
    const wrong = [site.newest() * 10];
    site.follow({ r2z2: saying((said) => wrong.shift() ?? said) });
    await site.passes("it follows", isAt(site.newest()));
    expect(wrong).toEqual([]);
  });
});

describe("an entry that misbehaves", () => {
  async function tell(change: (told: R2z2Entry) => Partial<R2z2Entry>) {
    const sequence = site.newest() + 1;
    site.follow({
      r2z2: tampered((told, at) =>
        at === sequence ? { ...told, ...change(told) } : told,
      ),
    });
    await site.passes("it follows", isAt(site.newest()));
    const mail = await site.simulator.addKillmail();
    const next = await site.simulator.addKillmail();
    await site.passes("the next is here", isHere(next.id));
    return { ...mail, sequence };
  }

  const reasons = async () =>
    (await site.feed().oddities(10)).map(({ kind, reason }) => [kind, reason]);

  test("with a body that disagrees with its hash is asked of ESI", async () => {
    const { id: killmailId, hash } = await tell(({ esi }) => ({
      esi: { ...(esi as EsiKillmail), killmail_time: "2026-01-01T00:00:00Z" },
    }));
    expect(await reasons()).toEqual([
      ["doubtful", expect.stringContaining("The body's hash is")],
    ]);
    expect(await isHere(killmailId)()).toBe(false);
    expect(
      await site.database.prisma.outbox.findMany({ select: { payload: true } }),
    ).toEqual([{ payload: { killmailId, hash } }]);
  });

  test.each([
    ["an id beyond int4", { killmailId: 3_000_000_000 }, "does not fit"],
    ["an id that is none", { killmailId: 1.5 }, "not a positive whole number"],
    ["a hash that is none", { hash: "x\0y" }, "40 lower-case"],
  ])("with %s is refused with a sentence", async (_, change, reason) => {
    await tell(() => change);
    expect(await reasons()).toEqual([
      ["refused", expect.stringContaining(reason)],
    ]);
  });

  test.each([
    ["another hash", { killmail_time: "2026-01-01T00:00:00Z" }],
    ["another body", { solar_system_id: 30000144 }],
  ])(
    "with %s than a private mail's is odd to nobody",
    async (_, change: Partial<EsiKillmail>) => {
      const held = await site.simulator.addKillmail({}, { isPublic: false });
      const url = `${site.simulator.services.esi}/killmails/${held.id}/${held.hash}`;
      const body = (await (await fetch(url)).json()) as EsiKillmail;
      const owner = await site.pilot();
      const reference = {
        killmailId: id<KillmailId>(held.id),
        hash: held.hash,
      };
      await site.database.transaction((tx) =>
        site.killmails.record(tx, {
          references: [reference],
          source: "character",
          grantId: owner.grantId,
          priority: "recent",
        }),
      );
      await site.killmails.store([{ reference, body, priority: "recent" }]);
      const other = { ...body, ...change };
      await tell(() => ({
        killmailId: held.id,
        hash: killmailHash(other),
        esi: other,
      }));
      expect(await reasons()).toEqual([]);
    },
  );

  test("without a body is asked of ESI", async () => {
    await tell(() => ({ esi: null }));
    expect(await reasons()).toEqual([
      ["doubtful", expect.stringContaining("breaks ESI's schema")],
    ]);
  });

  test("without final blow or figures is taken as it is", async () => {
    const mail: EsiKillmail = {
      killmail_id: 1_000_000,
      killmail_time: "2026-06-01T00:00:00Z",
      solar_system_id: 30000142,
      victim: { damage_taken: 1, ship_type_id: 670 },
      attackers: [{ damage_done: 1, final_blow: false, security_status: 0 }],
    };
    const hash = killmailHash(mail);
    await tell(() => ({
      killmailId: mail.killmail_id,
      hash,
      esi: mail,
      zkb: "none",
    }));
    expect(await isHere(1_000_000)()).toBe(true);
    expect(await figuresOf(1_000_000)).toBeUndefined();
    expect(await reasons()).toEqual([]);
  });

  test("that the database refuses is tried, then asked of ESI, and the feed goes on", async () => {
    const sequence = site.newest() + 1;
    let tried = 0;
    site.follow({
      killmails: {
        ...site.killmails,
        ingest(input) {
          const body = input.killmails.find(({ body: one }) => one !== null);
          if (
            body &&
            input.cursor?.position !== undefined &&
            isBad(input.cursor.position)
          ) {
            tried++;
            return Promise.reject(new Error("no"));
          }
          return site.killmails.ingest(input);
        },
      },
    });
    const isBad = (position: unknown) =>
      (position as { sequence: number }).sequence === sequence;
    await site.passes("it follows", isAt(site.newest()));
    const mail = await site.simulator.addKillmail();
    const next = await site.simulator.addKillmail();
    await site.passes("the next is here", isHere(next.id));
    expect(tried).toBeGreaterThanOrEqual(3);
    expect(await kinds()).toEqual([{ sequence, kind: "failed" }]);
    expect(await reasons()).toEqual([
      ["failed", expect.stringContaining("ESI is asked")],
    ]);
    expect(await isHere(mail.id)()).toBe(false);
  });
});

test("a feed that repeats itself for ever is left once it is clear that it does, and the days since are repaired", async () => {
  const mail = await site.simulator.addKillmail();
  const sequence = site.newest();
  const once = await site.r2z2.entry(sequence);
  if (once === null) throw new Error("There is no entry");
  let isRepeating = true;
  site.follow({
    r2z2: {
      ...site.r2z2,
      async entry(asked, signal) {
        return isRepeating ? once : site.r2z2.entry(asked, signal);
      },
    },
  });
  const minute = 60_000;
  const isLeft = async () =>
    (await kinds()).some(({ kind }) => kind === "restart");
  await site.passes("it is left", isLeft, minute);
  isRepeating = false;
  const next = await site.simulator.addKillmail();
  await site.passes("it is where the feed is", isHere(next.id), minute);
  expect(await isHere(mail.id)()).toBe(true);
  const days = await site.database.prisma.outbox.findMany({
    where: { task: "repair-public-day" },
    select: { payload: true },
  });
  const day = once.uploadedAt?.toISOString().slice(0, 10);
  expect(days).toContainEqual({ payload: { day } });
});

test("a site that never followed begins when the feed says where it is", async () => {
  site.simulator.faults.add({ service: "r2z2", status: 500, count: 2 });
  const stop = site.follow();
  await site.passes("it says why it waits", async () => {
    const { message } = await site.feed().status();
    return message.includes("answered with 500");
  });
  const mail = await site.simulator.addKillmail();
  await site.passes("it follows", isHere(mail.id));
  await stop();
  site.clock.advance(120_000);
  expect(await site.feed().status()).toMatchObject({
    state: "stopped",
    message: expect.stringContaining("start worker:live-feed") as unknown,
  });
  expect(await site.feed({ isOn: false }).status()).toMatchObject({
    state: "off",
  });
});
