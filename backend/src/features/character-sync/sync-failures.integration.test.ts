import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "../../kernel/index.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

describe("an access token", () => {
  it("that ESI refuses is replaced once", async () => {
    await site.fault({ status: 401 });
    await site.runPilot();
    expect(site.requests()).toEqual(["1 401 5", "1 200 2"]);
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  });

  it("that ESI refuses again makes the sync late, with the reason", async () => {
    await site.fault({ status: 401, count: 2 });
    await site.runPilot();
    expect(site.requests()).toEqual(["1 401 5", "1 401 5"]);
    const row = await site.pilotRow();
    expect(row.state).toBe("late");
    expect(row.message).toContain("did not accept a fresh token");
    expect(await site.minutesUntilNext()).toBe(60);
  });

  it("is refreshed when its time is over, browser or not", async () => {
    await site.runPilot();
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  });
});

describe("a sync that only the pilot can mend stops, and says so", () => {
  it("when the authorisation was taken back", async () => {
    await site.control(`/characters/${site.pilot}`, { revokeGrants: true });
    site.clock.advance(25 * minuteMs);
    await site.runPilot();
    const stopped = { state: "stopped", nextSyncAt: null };
    expect(await site.pilotRow()).toMatchObject(stopped);
    expect((await site.pilotRow()).message).toMatch(/log in .* again/i);
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject(stopped);
    expect(site.requests()).toEqual([]);
  });

  it("when killmails are not part of what was granted", async () => {
    await site.database.prisma.linkedCharacter.updateMany({
      data: { scopes: ["publicData"] },
    });
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "stopped" });
    expect((await site.pilotRow()).message).toContain("log in again");
    expect(site.requests()).toEqual([]);
  });

  it.each([403, 404])("when ESI answers %d", async (status) => {
    await site.fault({ status });
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({
      state: "stopped",
      nextSyncAt: null,
    });
  });

  it("and starts again with the next login", async () => {
    await site.fault({ status: 403 });
    await site.runPilot();
    await site.logIn(site.pilot);
    expect(await site.pilotRow()).toMatchObject({ state: "queued" });
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  });
});

describe("while EVE is away, a sync is late", () => {
  it.each([
    [
      "did not answer as it should",
      { status: 503, headers: { "retry-after": "120" } },
      2,
    ],
    [
      "asked this site to slow down",
      { status: 429, headers: { "retry-after": "60" } },
      1,
    ],
  ])(
    "(EVE %s), says so and comes back by itself",
    async (why, what, minutes) => {
      await site.fault(what);
      await expect(site.runPilot()).rejects.toThrow(UnavailableError);
      const row = await site.pilotRow();
      expect(row.state).toBe("late");
      expect(row.message).toContain(why);
      expect(row.message).toContain("Nothing is lost");
      expect(await site.minutesUntilNext()).toBe(minutes);
      expect(await site.ledger()).toEqual([]);
      site.clock.advance(3 * minuteMs);
      await site.runPilot();
      expect(await site.ledger()).toEqual(site.listed());
    },
  );

  it("and takes half an answer for none", async () => {
    site.meddle((_request, answer) => {
      const half = answer.body?.pipeThrough(firstBytes(100)) ?? null;
      return new Response(half, { headers: { etag: '"half"' } });
    });
    await expect(site.runPilot()).rejects.toThrow(UnavailableError);
    expect(await site.ledger()).toEqual([]);
    expect(await site.cursor()).toBeNull();
    site.meddle((_request, answer) => answer);
    await site.runPilot();
    expect(await site.ledger()).toEqual(site.listed());
  });

  it("also without any budget left, and spends none", async () => {
    await site.runPilot();
    for (let call = 0; call < 12; call++) await site.runPilot({ full: true });
    site.requests();
    const error: unknown = await site
      .run(site.pilot, { full: true })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect((error as UnavailableError).retryAt?.getTime()).toBeGreaterThan(
      site.clock.now().getTime(),
    );
    expect(site.requests()).toEqual([]);
    expect(await site.pilotRow()).toMatchObject({
      state: "late",
      message: expect.stringContaining("are used up") as unknown,
    });
  });

  it("also while only EVE's login server is away", async () => {
    site.clock.advance(25 * minuteMs);
    await site.control("/faults", { service: "sso", status: 503, count: 9 });
    await expect(site.runPilot()).rejects.toThrow(UnavailableError);
    expect(await site.pilotRow()).toMatchObject({
      state: "late",
      message: expect.stringContaining("login server") as unknown,
    });
  });
});

it("refuses entries of a list that nothing can be made of, with a reason, and takes the rest", async () => {
  const hash = "b".repeat(40);
  site.meddle((_request, answer) =>
    Response.json(
      [
        { killmail_id: 3_000_000_000, killmail_hash: hash },
        { killmail_hash: hash },
        ...site.listed(),
      ],
      { headers: { expires: answer.headers.get("expires") ?? "" } },
    ),
  );
  await site.runPilot();
  expect(await site.ledger()).toEqual(site.listed());
  expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  const link = await site.accounts.linkedCharacter(site.pilot);
  if (link === null) throw new Error("The pilot is not linked");
  const gaps = (await site.sync.gaps([link.grantId], 1_000)).get(link.grantId);
  const reasons = gaps?.flatMap(({ reason }) => reason ?? []);
  expect(reasons).toEqual([
    expect.stringContaining("no reference to a killmail"),
    expect.stringContaining("int4"),
  ]);
  const view = (await site.sync.syncView([site.pilot])).get(site.pilot);
  expect(view).toMatchObject({
    listed: site.listed().length + 2,
    rejected: 2,
  });
});

it("does nothing for a character that was unlinked meanwhile", async () => {
  const link = await site.accounts.linkedCharacter(site.pilot);
  if (link === null) throw new Error("The pilot is not linked");
  await site.accounts.unlink(link.accountId, site.pilot);
  await site.runPilot();
  expect(site.requests()).toEqual([]);
});

function firstBytes(count: number): TransformStream<Uint8Array, Uint8Array> {
  let left = count;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left = Math.max(0, left - chunk.length);
    },
  });
}
