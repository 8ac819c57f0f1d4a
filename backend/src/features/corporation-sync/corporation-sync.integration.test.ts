import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type CorporationSite,
  createCorporationSite,
} from "./test-support/corporation-site.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let corporation: CorporationSite;

beforeEach(async () => {
  corporation = await createCorporationSite();
});
afterEach(() => corporation.close());

const ledger = async () => {
  const { prisma } = corporation.site.database;
  const rows = await prisma.corporationObservation.findMany();
  return rows.map(({ killmailId }) => killmailId).sort((a, b) => a - b);
};
const listed = () =>
  corporation.site.simulator
    .listForCorporation(corporation.corporationId)
    .map(({ killmail_id }) => killmail_id)
    .sort((a, b) => a - b);

describe("the switch", () => {
  it("asks a director for the missing scopes, goes on by itself after that login, and all mails arrive", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    expect(await director.view()).toMatchObject({
      isEnabled: false,
      state: "OFF",
      listed: 0,
      audience: null,
      tokenLimit: 0,
      checks: [],
      gaps: [],
    });
    const { setCorporationSync } = await director.client.query<{
      setCorporationSync: { upgradeUrl: string; character: object };
    }>(
      `mutation ($id: ID!) { setCorporationSync(characterId: $id, enabled: true) {
        upgradeUrl character { corporationSync { state message } } } }`,
      { id: director.id },
    );
    expect(setCorporationSync).toMatchObject({
      upgradeUrl: `/auth/login?for=corporation&character=${director.id}`,
      character: { corporationSync: { state: "LOGIN_NEEDED" } },
    });

    const running = await director.turn(true);
    expect(running).toMatchObject({
      state: "RUNNING",
      pending: listed().length,
    });
    expect(running.gaps).toHaveLength(2);
    expect(running.gaps[0]).toMatchObject({ state: "PENDING" });
    expect(await ledger()).toEqual(listed());
    await corporation.fetchBodies();
    const view = await director.view();
    const count = listed().length;
    expect(count).toBeGreaterThan(50);
    expect(view).toMatchObject({
      corporation: { id: String(corporation.corporationId) },
      isEnabled: true,
      state: "IDLE",
      listed: count,
      stored: count,
      pending: 0,
      rejected: 0,
      directors: 1,
      audience: "DIRECTORS",
      publicationDelay: "NEVER",
      // Each order was done twice: the second one was no check, since EVE had nothing newer.
      checks: [{ result: "NEW", found: count, fresh: count, tokens: 2 }],
      gaps: [],
      tokensLeft: 28,
      tokenLimit: 30,
    });
  });

  it("says why nothing moves: bodies that do not come, and a check nobody does", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    const { prisma } = corporation.site.database;
    const failed = { lastError: "ESI answered 503", relayedAt: null };
    await prisma.outbox.updateMany({
      where: { task: "fetch-killmail" },
      data: failed,
    });
    expect(await director.view()).toMatchObject({
      state: "LATE",
      message: expect.stringContaining("could not be fetched") as unknown,
    });
    corporation.clock.advance(30 * minuteMs);
    expect(await director.view()).toMatchObject({
      state: "LATE",
      message: expect.stringContaining("has not begun") as unknown,
    });
  });

  it("refuses a member without the role, with the reason", async () => {
    const member = await corporation.pilot(corporation.memberId);
    const view = await member.turn(true);
    expect(view).toMatchObject({
      isEnabled: false,
      state: "REFUSED",
      listed: 0,
      tokenLimit: 0,
      checks: [],
    });
    expect(view.message).toContain("does not have the role Director");
    expect(corporation.requests()).toEqual([]);
    expect(await ledger()).toEqual([]);

    // That was about the corporation they were in.
    await corporation.change(member.id, { corporationId: 98_000_999 });
    corporation.clock.advance(hourMs + minuteMs);
    await corporation.minute();
    expect(await member.view()).toMatchObject({
      corporation: { id: "98000999" },
      state: "OFF",
      message: expect.stringContaining("another corporation now") as unknown,
    });
  });

  it("is not believed for a role that EVE's kept answer has of the former corporation", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    const mover = corporation.memberId;
    await corporation.change(mover, {
      corporationId: 98_000_999,
      roles: ["Director"],
    });
    const pilot = await corporation.pilot(mover);
    await pilot.turn(true);
    expect(await pilot.view()).toMatchObject({ isEnabled: true });
    await corporation.change(mover, {
      corporationId: corporation.corporationId,
      roles: [],
    });
    await pilot.turn(false);
    await pilot.turn(true);
    expect(await pilot.view()).toMatchObject({ isEnabled: false, listed: 0 });
    const { prisma } = corporation.site.database;
    expect(
      await prisma.corporationMember.count({ where: { isDirector: true } }),
    ).toBe(1);
  });

  it("is nobody's but the pilot's own", async () => {
    const [first, second] = corporation.directorIds;
    const stranger = await corporation.pilot(second);
    await (await corporation.pilot(first)).turn(true);
    for (const mutation of [
      `setCorporationSync(characterId: ${first}, enabled: false) { upgradeUrl }`,
      `setCorporationAudience(characterId: ${first}, audience: MEMBERS) { id }`,
      `setCorporationPublicationDelay(characterId: ${first}, delay: AT_ONCE) { id }`,
      `setCorporationAudience(characterId: ${second}, audience: MEMBERS) { id }`,
      `setPublicationDelay(characterId: ${first}, delay: AT_ONCE) { id }`,
    ])
      await expect(
        stranger.client.query(`mutation { ${mutation} }`),
      ).rejects.toThrow("FORBIDDEN");
  });

  it("turned off stops the list; what was collected stays with the corporation, not with who left it", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.fetchBodies();
    const count = listed().length;
    const seen = async () => {
      const { killmails } = await director.client.query<{
        killmails: { edges: unknown[] };
      }>(`{ killmails(first: 100) { edges { node { id } } } }`);
      return killmails.edges.length;
    };
    const all = await seen();
    expect(await director.turn(false)).toMatchObject({
      isEnabled: false,
      state: "OFF",
      listed: 0,
    });
    expect(await seen()).toBeLessThan(all);
    corporation.requests();
    corporation.clock.advance(hourMs);
    await corporation.minute();
    expect(corporation.requests()).toEqual([]);
    expect(await ledger()).toHaveLength(count);
    expect(await director.turn(true)).toMatchObject({
      isEnabled: true,
      listed: count,
    });
    expect(await seen()).toBe(all);
  });
});

describe("a director who unlinks and comes back", () => {
  it("is nobody's director until the switch is on again, and nowhere until that is known anew", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    const { prisma } = corporation.site.database;
    const member = () => prisma.corporationMember.findFirst();
    expect(await member()).toMatchObject({ isDirector: true });
    const unlink = `mutation ($id: ID!) { unlinkCharacter(characterId: $id) { id } }`;
    await director.client.query(unlink, { id: director.id });
    await director.client.login(director.id);
    expect(await member()).toMatchObject({ isDirector: false });
    expect(await director.view()).toMatchObject({ state: "OFF", listed: 0 });

    await director.client.query(unlink, { id: director.id });
    corporation.clock.advance(2 * hourMs);
    await director.client.login(director.id);
    expect(await member()).toBeNull();
    await corporation.minute();
    expect(await member()).toMatchObject({ isDirector: false });
  });
});

describe("who sees the corporation's mails", () => {
  it("is chosen by a director, and follows where members are", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    const member = await corporation.pilot(corporation.memberId);
    await director.turn(true);
    await corporation.fetchBodies();
    await corporation.minute();
    const [mail] = listed();
    const sees = async () => {
      const { killmail } = await member.client.query<{ killmail: unknown }>(
        `query ($id: ID!) { killmail(id: $id) { id } }`,
        { id: mail },
      );
      return killmail !== null;
    };
    expect(await sees()).toBe(false);
    await director.client.query(
      `mutation ($id: ID!) { setCorporationAudience(characterId: $id, audience: MEMBERS) { corporationSync { audience } } }`,
      { id: director.id },
    );
    expect(await sees()).toBe(true);

    await corporation.change(member.id, { corporationId: 98_000_999 });
    corporation.clock.advance(hourMs + minuteMs);
    await corporation.minute();
    expect(await sees()).toBe(false);
  });

  it("is known of every linked character within the hour, also beside one that is deleted", async () => {
    const [first] = corporation.directorIds;
    const deleted = await corporation.pilot(corporation.memberId);
    await corporation.pilot(first);
    await corporation.change(deleted.id, { isBiomassed: true });
    corporation.clock.advance(hourMs + minuteMs);
    const where = async () => {
      const { prisma } = corporation.site.database;
      const rows = await prisma.corporationMember.findMany({
        include: { grant: true },
      });
      return new Map(
        rows.map((row) => [
          Number(row.grant.characterId),
          Number(row.corporationId),
        ]),
      );
    };
    await corporation.minute();
    expect(await where()).toEqual(
      new Map([
        [deleted.id, 1_000_001],
        [first, corporation.corporationId],
      ]),
    );
    // Its owner is told.
    const { prisma } = corporation.site.database;
    const sync = await prisma.characterSync.findUniqueOrThrow({
      where: { characterId: deleted.id },
    });
    expect(sync.state).toBe("stopped");
    expect(await deleted.view()).toMatchObject({ corporation: null });
    const asked = () =>
      corporation.site.simulator
        .requests()
        .filter(({ path }) => path.endsWith("/characters/affiliation")).length;
    const before = asked();
    await corporation.minute();
    expect(asked()).toBe(before);
    await corporation.change(first, { corporationId: 98_000_999 });
    corporation.clock.advance(hourMs + minuteMs);
    await corporation.minute();
    expect((await where()).get(first)).toBe(98_000_999);
  });

  it("hears of new mails live", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.site.database.prisma.outbox.deleteMany();
    const { app } = corporation.site;
    const start = await app.killmails.lastSequence();
    corporation.clock.advance(10 * minuteMs);
    const { id } = await corporation.site.simulator.addKillmail({
      victim: {
        character_id: corporation.memberId,
        corporation_id: corporation.corporationId,
      },
    });
    corporation.clock.advance(10 * minuteMs);
    await corporation.minute();
    await corporation.fetchBodies();
    const entries = await app.killmails.logAfter(start, 10);
    expect(entries).toEqual([
      expect.objectContaining({
        killmailId: id,
        grantId: null,
        corporationId: corporation.corporationId,
      }),
    ]);
  });
});

describe("two directors", () => {
  it("take turns, so that each spends half", async () => {
    const [first, second] = corporation.directorIds;
    await (await corporation.pilot(first)).turn(true);
    const view = await (await corporation.pilot(second)).turn(true);
    expect(view).toMatchObject({ isEnabled: true, directors: 2 });
    corporation.requests();
    corporation.clock.advance(20 * minuteMs);
    for (let check = 0; check < 12; check++) {
      await corporation.minute();
      corporation.clock.advance(16 * minuteMs);
    }
    const requests = corporation.requests();
    const turns = (characterId: number) =>
      requests.filter((one) => one.characterId === characterId).length;
    expect(turns(first) + turns(second)).toBeGreaterThanOrEqual(10);
    expect(Math.abs(turns(first) - turns(second))).toBeLessThanOrEqual(2);
    expect(await ledger()).toEqual(expect.arrayContaining(listed()));
  });

  it("carry on alone when the other's tokens are used up", async () => {
    const [first, second] = corporation.directorIds;
    await (await corporation.pilot(first)).turn(true);
    await (await corporation.pilot(second)).turn(true);
    corporation.clock.advance(20 * minuteMs);
    const { app } = corporation.site;
    const now = corporation.clock.now();
    // Somebody else of the same application spends them.
    await corporation.site.database.prisma.esiSpend.create({
      data: {
        group: "corp-killmail",
        subject: `${corporation.site.simulator.demoClient.id}:${first}`,
        spentAt: now,
        tokens: 29,
        settledAt: now,
      },
    });
    corporation.requests();
    for (let check = 0; check < 4; check++) {
      await app.corporationSync.queueDue(corporation.clock.now(), {
        force: true,
      });
      await corporation.work();
    }
    const requests = corporation.requests();
    expect(requests.length).toBeGreaterThanOrEqual(4);
    expect(new Set(requests.map((one) => one.characterId))).toEqual(
      new Set([second]),
    );
  });

  it("carry on alone when the other lost the role, within one check", async () => {
    const [first, second] = corporation.directorIds;
    const one = await corporation.pilot(first);
    const other = await corporation.pilot(second);
    await one.turn(true);
    await other.turn(true);
    await corporation.change(first, { roles: [] });
    // What ESI said of roles is an hour old, and it is the other's turn.
    corporation.clock.advance(61 * minuteMs);
    await corporation.minute();
    const lost = await one.view();
    expect(lost).toMatchObject({
      isEnabled: false,
      state: "REFUSED",
      listed: 0,
    });
    expect(lost.message).toContain("no director any more");
    expect(await other.view()).toMatchObject({
      isEnabled: true,
      state: "RUNNING",
      directors: 1,
    });
    corporation.requests();
    corporation.clock.advance(16 * minuteMs);
    await corporation.minute();
    expect(
      corporation.requests().map(({ characterId }) => characterId),
    ).toEqual([second]);
  });
});

describe("the only director", () => {
  it.each([
    ["lost the role", { roles: [] }, "no director any more"],
    ["left", { corporationId: 98_000_999 }, "left the corporation"],
  ])(
    "who %s is switched off within one check, and the list stops",
    async (_what, change, words) => {
      const director = await corporation.pilot(corporation.directorIds[0]);
      await director.turn(true);
      await corporation.change(director.id, change);
      corporation.clock.advance(16 * minuteMs);
      await corporation.minute();
      const view = await director.view();
      expect(view).toMatchObject({ isEnabled: false, state: "REFUSED" });
      expect(view.message).toContain(words);
      const { prisma } = corporation.site.database;
      expect(await prisma.corporationSync.findFirst()).toMatchObject({
        state: "stopped",
        nextSyncAt: null,
      });
      corporation.requests();
      corporation.clock.advance(16 * minuteMs);
      await corporation.minute();
      expect(corporation.requests()).toEqual([]);
    },
  );

  it("who was deleted is switched off within one check, and nothing fails for it", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.change(director.id, { isBiomassed: true });
    // The role is an hour old; where everybody is, is looked at a minute later.
    corporation.clock.advance(hourMs);
    const { app } = corporation.site;
    await app.corporationSync.queueDue(corporation.clock.now());
    await corporation.work();
    const view = await director.view();
    expect(view).toMatchObject({ isEnabled: false, state: "REFUSED" });
    expect(view.message).toContain("was deleted");
  });

  it("who moved is told so, also when it is the check of the role that notices", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.change(director.id, { corporationId: 98_000_999 });
    corporation.clock.advance(hourMs);
    const { app } = corporation.site;
    await app.corporationSync.queueDue(corporation.clock.now());
    await corporation.work();
    const { me } = await director.client.query<{
      me: { characters: { sync: { notice: string | null } }[] };
    }>("{ me { characters { sync { notice } } } }");
    expect(me.characters[0]?.sync.notice).toContain("has changed corporation");
    expect(await director.view()).toMatchObject({
      corporation: { id: "98000999" },
      state: "REFUSED",
    });
  });

  it("whose later login leaves out the scopes goes straight on to the second authorisation", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    // Another browser: it remembers nothing of what was granted.
    director.client.forget();
    await director.client.login(director.id);
    await corporation.work();
    expect(await director.view()).toMatchObject({ isEnabled: true });
    corporation.clock.advance(25 * minuteMs);
    await corporation.minute();
    expect(await director.view()).toMatchObject({
      isEnabled: true,
      state: "RUNNING",
    });
  });

  it("whose scopes are gone sees it, and finds it on again after a login with them", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.site.database.prisma.linkedCharacter.updateMany({
      data: {
        scopes: ["publicData", "esi-killmails.read_killmails.v1"],
      },
    });
    expect(await director.view()).toMatchObject({
      isEnabled: false,
      state: "LOGIN_NEEDED",
    });
    corporation.clock.advance(16 * minuteMs);
    await corporation.minute();
    expect(await director.view()).toMatchObject({ isEnabled: false });
    expect(await director.turn(true)).toMatchObject({
      isEnabled: true,
      state: "RUNNING",
    });
  });

  it("whose authorisation was taken back is asked to log in, and is on again afterwards", async () => {
    const director = await corporation.pilot(corporation.directorIds[0]);
    await director.turn(true);
    await corporation.control(`/characters/${director.id}`, {
      revokeGrants: true,
    });
    corporation.clock.advance(25 * minuteMs);
    await corporation.minute();
    const view = await director.view();
    expect(view).toMatchObject({ isEnabled: false, state: "LOGIN_NEEDED" });
    await director.client.login(director.id);
    await corporation.work();
    expect(await director.view()).toMatchObject({
      isEnabled: true,
      state: "RUNNING",
    });
  });
});
