import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CorporationId, id } from "../../kernel/index.ts";
import { checkCharacter, refreshAffiliations } from "./tasks.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const corporationScope = "esi-killmails.read_corporation_killmails.v1";

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

/** Changes the character in EVE. */
const live = (change: object) =>
  site.control(`/characters/${site.pilot}`, change);
const view = async () =>
  (await site.sync.syncView([site.pilot])).get(site.pilot);
const stopped = { state: "stopped", nextSyncAt: null };

async function grantId() {
  const link = await site.accounts.linkedCharacter(site.pilot);
  if (link === null) throw new Error("The pilot is not linked");
  return link.grantId;
}
async function history() {
  const grant = await grantId();
  return (await site.sync.checks([grant], 20)).get(grant) ?? [];
}

const forget = (task: string) =>
  site.database.prisma.outbox.deleteMany({ where: { task } });

/** Where the pilot's grant is known to be. */
async function corporation(): Promise<number | null> {
  const row = await site.database.prisma.corporationMember.findUnique({
    where: { grantId: await grantId() },
  });
  return row && Number(row.corporationId);
}

async function corporationOfOthers(own: number | null): Promise<number> {
  const answer = await fetch(`${site.simulator.url}/simulator/characters`);
  const { characters } = (await answer.json()) as {
    characters: { corporationId: number }[];
  };
  const other = characters.find(({ corporationId }) => corporationId !== own);
  return other?.corporationId ?? 0;
}

/** What the hourly look at where all characters are finds, delivered twice; returns how often ESI was asked for it. */
async function lookAround(): Promise<number> {
  const before = site.simulator.requests().length;
  for (let delivery = 0; delivery < 2; delivery++)
    await site.handle(refreshAffiliations, {});
  return site.simulator
    .requests()
    .slice(before)
    .filter(({ path }) => path.endsWith("/affiliation")).length;
}

/** What the look at the character itself finds, delivered twice. */
async function lookAtCharacter(): Promise<void> {
  for (let delivery = 0; delivery < 2; delivery++)
    await site.handle(checkCharacter, { characterId: site.pilot });
}

describe("an authorisation that was taken back", () => {
  it("stops the sync with a sentence, spends nothing, and stays so however often it is asked", async () => {
    await site.runPilot();
    await live({ revokeGrants: true });
    site.clock.advance(25 * minuteMs);
    site.requests();
    await site.runPilot();
    await site.runPilot();
    expect(site.requests()).toEqual([]);
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringMatching(/log in .* again/i) as unknown,
    });
    expect((await history()).map(({ result }) => result)).toEqual([
      "refused",
      "new",
    ]);
    expect((await history())[0]).toMatchObject({ tokens: 0, found: 0 });
  });

  it("is healed by the next login, which goes on where it was", async () => {
    await site.runPilot();
    await live({ revokeGrants: true });
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    await site.logIn(site.pilot);
    await site.runPilot();
    expect(await view()).toMatchObject({
      lastSyncAt: expect.any(Date) as unknown,
    });
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
    expect((await history())[0]).toMatchObject({
      result: "nothing-new",
      tokens: 1,
    });
  });
});

describe("scopes that change", () => {
  it("to others with killmails among them make no difference", async () => {
    await site.runPilot();
    await site.logIn(site.pilot, [corporationScope]);
    const link = await site.accounts.linkedCharacter(site.pilot);
    expect(link?.scopes).toContain(corporationScope);
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  });

  it("elsewhere, which ends our token, stop the sync with a sentence", async () => {
    await site.runPilot();
    await site.control("/faults", {
      event: {
        kind: "new-scopes",
        characterId: site.pilot,
        scopes: ["publicData"],
      },
    });
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringMatching(/log in .* again/i) as unknown,
    });
  });

  it("to fewer at a refresh cost no token of ESI's", async () => {
    await site.runPilot();
    site.requests();
    // As a refresh saves it that came back without the scope.
    const link = await site.accounts.linkedCharacter(site.pilot);
    const narrow = { scopes: ["publicData"] };
    await site.database.prisma.linkedCharacter.updateMany({ data: narrow });
    site.clock.advance(6 * minuteMs);
    await site.runPilot();
    expect(site.requests()).toEqual([]);
    expect(link?.scopes).not.toEqual(narrow.scopes);
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringContaining(
        "does not include reading killmails",
      ) as unknown,
    });
  });
});

describe("a sold character", () => {
  it("stops for the seller, who sees none of its mails any more, and says so", async () => {
    await site.runPilot();
    await live({ ownerHash: "the buyer" });
    // SSO answers a refresh of a sold character's grant as dead; a token that names another owner says it itself.
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    expect(await view()).toMatchObject(stopped);
  });

  it("starts afresh with the buyer: their history, gaps and mails are not the seller's", async () => {
    await site.runPilot();
    const seller = await grantId();
    expect(await history()).toHaveLength(1);
    expect(
      (await site.sync.gaps([seller], 100)).get(seller)?.length,
    ).toBeGreaterThan(10);
    await live({ ownerHash: "the buyer" });
    await site.logIn(site.pilot);
    expect(await grantId()).not.toBe(seller);
    expect(await history()).toEqual([]);
    expect(await view()).toMatchObject({ state: "queued", listed: 0 });
    site.clock.advance(6 * minuteMs);
    site.requests();
    await site.runPilot();
    // Without the seller's ETag: the buyer's grant has to observe all of it.
    expect(site.requests()).toEqual(["1 200 2"]);
    expect(await view()).toMatchObject({ listed: site.listed().length });
    expect((await history())[0]).toMatchObject({
      result: "nothing-new",
      found: site.listed().length,
      fresh: 0,
    });
  });
});

describe("a biomassed character", () => {
  it("stops when its authorisation ends, and learns why", async () => {
    await site.runPilot();
    await live({ isBiomassed: true, dropCaches: true });
    await forget("check-character");
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    expect(await view()).toMatchObject(stopped);
    expect(await site.payloads("check-character")).toHaveLength(1);
    await lookAtCharacter();
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringContaining("was deleted") as unknown,
    });
    expect((await history())[0]).toMatchObject({ result: "refused" });
  });

  it("is found out within the hour, by itself since it spoils the answer for all, and keeps its mails", async () => {
    const [, other] = site.pilots;
    await site.logIn(other);
    await site.runPilot();
    expect(await lookAround()).toBe(1);
    const ledger = await site.ledger();
    await live({ isBiomassed: true, dropCaches: true });
    site.clock.advance(61 * minuteMs);
    await forget("check-character");
    // Refused together, then each alone.
    expect(await lookAround()).toBe(3);
    expect((await view())?.state).not.toBe("stopped");
    expect(await site.payloads("check-character")).toEqual([
      { characterId: site.pilot },
    ]);
    await lookAtCharacter();
    const gone = {
      ...stopped,
      message: expect.stringContaining("was deleted") as unknown,
    };
    expect(await view()).toMatchObject(gone);
    expect(await corporation()).toBe(1_000_001);
    expect(await site.ledger()).toEqual(ledger);

    // From now on the other is asked for alone, without a refusal.
    site.clock.advance(61 * minuteMs);
    expect(await lookAround()).toBe(1);
    expect(await view()).toMatchObject(gone);
    // Should it be back, its next login starts it again.
    await live({ isBiomassed: false });
    await site.logIn(site.pilot);
    expect(await view()).toMatchObject({ state: "queued" });
    expect(await lookAround()).toBe(1);
    expect(await corporation()).not.toBe(1_000_001);
  });

  it("stops when it is in Doomheim, whichever answer says so", async () => {
    await site.runPilot();
    site.meddle((request, answer) =>
      request.url.endsWith("/affiliation")
        ? Response.json([
            { character_id: site.pilot, corporation_id: 1_000_001 },
          ])
        : answer,
    );
    await lookAround();
    const gone = {
      ...stopped,
      message: expect.stringContaining("was deleted") as unknown,
    };
    expect(await view()).toMatchObject(gone);
    expect(await site.payloads("check-character")).toEqual([]);

    await site.logIn(site.pilot);
    site.meddle((request, answer) =>
      /characters\/\d+$/.test(request.url)
        ? Response.json(
            { ...character, corporation_id: 1_000_001 },
            { headers: answer.headers },
          )
        : answer,
    );
    await lookAtCharacter();
    expect(await view()).toMatchObject(gone);
  });

  it("is none when ESI refused a living one by mistake", async () => {
    await site.runPilot();
    await site.control("/faults", {
      service: "esi",
      path: "/characters/affiliation",
      status: 404,
    });
    await lookAround();
    expect(await site.payloads("check-character")).toHaveLength(1);
    await lookAtCharacter();
    expect((await view())?.state).not.toBe("stopped");
    expect(await corporation()).not.toBeNull();
  });

  const character = {
    name: "Gone",
    birthday: "2010-01-01T00:00:00Z",
    gender: "female",
    race_id: 1,
    bloodline_id: 1,
    achievement_score: 0,
  };
});

describe("a change of corporation", () => {
  it("is noticed within the hour, told to the owner and to whoever listens, and goes on syncing", async () => {
    await site.runPilot();
    expect(await lookAround()).toBe(1);
    expect(await view()).toMatchObject({ notice: null });
    const before = await corporation();
    expect(before).not.toBeNull();
    const first = { fromCorporationId: null, toCorporationId: before };
    expect(await site.moves()).toMatchObject([first]);

    // Once an hour is enough: ESI says the same for as long.
    site.clock.advance(58 * minuteMs);
    expect(await lookAround()).toBe(0);
    const elsewhere = await corporationOfOthers(before);
    await live({ corporationId: elsewhere, dropCaches: true });
    site.clock.advance(3 * minuteMs);
    site.published.length = 0;
    expect(await lookAround()).toBe(1);
    expect(site.published).toEqual([site.pilot]);
    expect(await corporation()).toBe(elsewhere);
    expect(await site.moves()).toMatchObject([
      first,
      { characterId: site.pilot, fromCorporationId: before },
    ]);
    expect(await view()).toMatchObject({
      notice: expect.stringContaining("has changed corporation") as unknown,
    });
    expect((await view())?.state).not.toBe("stopped");
    site.clock.advance(31 * dayMs);
    expect(await view()).toMatchObject({ notice: null });
  });

  it("is noticed once, when two look at the same time", async () => {
    await site.runPilot();
    await lookAround();
    const seen = [
      {
        characterId: site.pilot,
        grantId: await grantId(),
        corporationId: id<CorporationId>(98_000_999),
      },
    ];
    const looks = await Promise.all(
      [1, 2, 3, 4].map(() =>
        site.database.transaction((tx) => site.sync.noteWhereabouts(tx, seen)),
      ),
    );
    expect(looks.flat()).toEqual([site.pilot]);
    expect(await site.moves()).toHaveLength(2);
  });
});

describe("many characters deleted at once", () => {
  it("are told apart within ESI's error limit, and what was learnt is kept when a call fails", async () => {
    const { prisma } = site.database;
    const now = site.clock.now();
    const link = await site.accounts.linkedCharacter(site.pilot);
    // Unknown to the simulator, which is what deleted ones are.
    await prisma.$executeRaw`
      WITH made AS (
        INSERT INTO grants (account_id, character_id, owner_hash, granted_at)
        SELECT ${link?.accountId}, 5000000 + n, 'owner', ${now} FROM generate_series(1, 30) AS n
        RETURNING id, character_id
      ), linked AS (
        INSERT INTO linked_characters (character_id, account_id, grant_id, name, owner_hash, scopes, linked_at)
        SELECT character_id, ${link?.accountId}, id, 'Pilot', 'owner', '{}', ${now} FROM made RETURNING character_id
      )
      INSERT INTO character_syncs (character_id, look_at, state, message, updated_at)
      SELECT character_id, ${now}, 'idle', 'Up to date.', ${now} FROM linked`;
    await site.control("/faults", {
      service: "esi",
      path: "/characters/affiliation",
      skip: 12,
      status: 500,
    });
    const look = () => site.handle(refreshAffiliations, {});
    await expect(look()).rejects.toThrow("500");
    const found = await site.payloads("check-character");
    expect(found.length).toBeGreaterThan(0);
    let looks = 0;
    do {
      site.clock.advance(minuteMs);
      await forget("refresh-affiliations");
      await look();
      looks++;
    } while ((await site.payloads("refresh-affiliations")).length > 0);
    // About 60 refusals, of which each look takes 20 at most.
    expect(looks).toBeGreaterThan(1);
    expect(await site.payloads("check-character")).toHaveLength(30);
    expect(await corporation()).not.toBeNull();
    const statuses = site.simulator.requests().map(({ status }) => status);
    expect(statuses).not.toContain(420);
  });
});

describe("an unlinked character", () => {
  it("leaves nothing to sync, to see or to ask for", async () => {
    const viewer = await site.logIn(site.pilot);
    if (viewer.kind !== "account") throw new Error("Nobody is logged in");
    await site.runPilot();
    await site.accounts.unlink(viewer.accountId, site.pilot);
    site.requests();
    await site.runPilot();
    await lookAtCharacter();
    expect(site.requests()).toEqual([]);
    expect(await view()).toBeUndefined();
    await expect(
      site.sync.requestSync(viewer, site.pilot),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await site.sync.queueDue(site.clock.now(), { force: true })).toBe(0);
  });

  it("linked again has its killmails fall due by its delay, though no list shows them anew", async () => {
    const viewer = await site.logIn(site.pilot);
    if (viewer.kind !== "account") throw new Error("Nobody is logged in");
    await site.runPilot();
    const { prisma } = site.database;
    await prisma.grantSetting.create({
      data: {
        grantId: await grantId(),
        publicationDelay: "24",
        updatedAt: site.clock.now(),
      },
    });
    const due = () =>
      prisma.killmailReference.count({ where: { publishAt: { not: null } } });
    expect(await due()).toBe(0);
    await site.accounts.unlink(viewer.accountId, site.pilot);
    await site.logIn(site.pilot);
    expect(await due()).toBe(site.listed().length);
  });

  it("in the middle of a check ends the check, quietly", async () => {
    const viewer = await site.logIn(site.pilot);
    if (viewer.kind !== "account") throw new Error("Nobody is logged in");
    const { accountId } = viewer;
    await site.fault({ status: 401 });
    const unlinking: Promise<unknown>[] = [];
    site.meddle((request, answer) => {
      // Once: a check quick enough to ask again would find nothing left to unlink.
      if (unlinking.length === 0 && request.url.includes("/killmails/recent"))
        unlinking.push(site.accounts.unlink(accountId, site.pilot));
      return answer;
    });
    await expect(site.runPilot()).resolves.toBeUndefined();
    await Promise.all(unlinking);
    expect(await site.database.prisma.characterSync.count()).toBe(0);
  });
});
