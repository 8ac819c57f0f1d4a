import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCharacter } from "./tasks.ts";
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

async function corporationOfOthers(own: bigint | null): Promise<number> {
  const answer = await fetch(`${site.simulator.url}/simulator/characters`);
  const { characters } = (await answer.json()) as {
    characters: { corporationId: number }[];
  };
  const other = characters.find(
    ({ corporationId }) => corporationId !== Number(own),
  );
  return other?.corporationId ?? 0;
}

/** What the daily look at the character itself finds, delivered twice. */
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

  it("stops when the character itself is gone, and keeps its mails", async () => {
    await site.runPilot();
    const ledger = await site.ledger();
    await live({ isBiomassed: true, dropCaches: true });
    await lookAtCharacter();
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringContaining("was deleted") as unknown,
    });
    expect(await site.ledger()).toEqual(ledger);
  });

  it("stops when it is in Doomheim", async () => {
    await site.runPilot();
    site.meddle((request, answer) =>
      /characters\/\d+$/.test(request.url)
        ? Response.json(
            { ...character, corporation_id: 1_000_001 },
            { headers: answer.headers },
          )
        : answer,
    );
    await lookAtCharacter();
    expect(await view()).toMatchObject({
      ...stopped,
      message: expect.stringContaining("was deleted") as unknown,
    });
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
  it("is noticed within a day, told to the owner and to whoever listens, and goes on syncing", async () => {
    await site.runPilot();
    expect(await site.payloads("check-character")).toHaveLength(1);
    await lookAtCharacter();
    expect(await view()).toMatchObject({ notice: null });
    const before = (await site.pilotRow()).corporationId;
    expect(before).not.toBeNull();
    expect(await site.moves()).toMatchObject([
      { fromCorporationId: null, toCorporationId: Number(before) },
    ]);

    await forget("check-character");
    site.clock.advance(6 * minuteMs);
    await site.runPilot();
    // Once a day is enough: ESI says the same for as long.
    expect(await site.payloads("check-character")).toEqual([]);

    await live({ corporationId: await corporationOfOthers(before) });
    site.clock.advance(dayMs + minuteMs);
    await site.runPilot();
    expect(await site.payloads("check-character")).toHaveLength(1);
    site.published.length = 0;
    await lookAtCharacter();
    expect(site.published).toEqual([site.pilot]);
    expect(await site.moves()).toMatchObject([
      { fromCorporationId: null },
      { characterId: site.pilot, fromCorporationId: Number(before) },
    ]);
    expect(await view()).toMatchObject({
      notice: expect.stringContaining("has changed corporation") as unknown,
    });
    expect((await view())?.state).not.toBe("stopped");
    site.clock.advance(31 * dayMs);
    expect(await view()).toMatchObject({ notice: null });
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
