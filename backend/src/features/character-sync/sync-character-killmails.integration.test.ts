import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "../../kernel/index.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

const minuteMs = 60_000;

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

/** Enough final blows for the list to have three pages. */
async function fillPages(): Promise<void> {
  for (let kill = 0; kill < 2_100; kill++)
    await site.simulator.addKillmail({
      killmail_id: 200_000_000 + kill,
      attackers: [{ character_id: site.pilot, final_blow: true }],
    });
}

describe("the first sync", () => {
  it("is queued by the login, above everything else", async () => {
    expect(await site.orders()).toEqual([
      expect.objectContaining({
        key: `character:${site.pilot}`,
        payload: { characterId: site.pilot, reason: "login" },
        priority: 0,
      }),
    ]);
    expect(await site.pilotRow()).toMatchObject({ state: "queued" });
  });

  it("puts every listed mail into the ledger and says how it went", async () => {
    await site.runPilot();
    expect(site.listed().length).toBeGreaterThan(10);
    expect(await site.ledger()).toEqual(site.listed());
    expect(site.requests()).toEqual(["1 200 2"]);
    const row = await site.pilotRow();
    expect(row).toMatchObject({ state: "idle" });
    expect(row.message).toContain(`${site.listed().length} new killmails`);
    expect(row.lastSyncAt).not.toBeNull();
    expect(row.lastNewAt).not.toBeNull();
    expect(await site.minutesUntilNext()).toBe(5);
    expect(await site.cursor()).toMatchObject({ position: null });
    expect(site.published).toContain(site.pilot);
    const fetches = await site.database.prisma.outbox.findMany({
      where: { task: "fetch-killmail" },
    });
    expect(fetches).toHaveLength(site.listed().length);
    // Children inherit what the sync was worth.
    expect(new Set(fetches.map(({ priority }) => priority))).toEqual(
      new Set([1]),
    );
  });

  it("delivered twice, asks ESI once and changes nothing", async () => {
    await site.runPilot();
    const before = await site.pilotRow();
    await site.runPilot();
    expect(site.requests()).toEqual(["1 200 2"]);
    expect(await site.pilotRow()).toMatchObject({
      state: "idle",
      lastSyncAt: before.lastSyncAt,
      nextSyncAt: before.nextSyncAt,
    });
  });
});

describe("a later check", () => {
  it("costs one token when nothing is new, and comes in its time", async () => {
    await site.runPilot();
    const first = await site.cursor();
    site.clock.advance(6 * minuteMs);
    await site.runPilot();
    expect(site.requests()).toEqual(["1 200 2", "1 304 1"]);
    const cursor = await site.cursor();
    expect(cursor?.etag).toBe(first?.etag);
    expect(cursor?.expiresAt?.getTime()).toBeGreaterThan(
      site.clock.now().getTime(),
    );
    const row = await site.pilotRow();
    expect(row).toMatchObject({ state: "idle", message: "Up to date." });
    const agoMs = site.clock.now().getTime() - (row.lastSyncAt?.getTime() ?? 0);
    expect(agoMs).toBeLessThan(minuteMs);
    expect(await site.minutesUntilNext()).toBe(5);
    site.clock.advance(60 * minuteMs);
    await site.runPilot();
    expect(await site.minutesUntilNext()).toBe(15);
  });

  it("brings what is new", async () => {
    await site.runPilot();
    const { id } = await site.simulator.addKillmail({
      victim: { character_id: site.pilot },
    });
    site.clock.advance(6 * minuteMs);
    await site.runPilot();
    expect(
      (await site.ledger()).map(({ killmail_id }) => killmail_id),
    ).toContain(id);
    expect((await site.pilotRow()).message).toContain("a new killmail");
  });

  it("asks at once when forced, and for all of it when full", async () => {
    await site.runPilot();
    await site.runPilot({ force: true });
    await site.runPilot({ full: true });
    expect(site.requests()).toEqual(["1 200 2", "1 304 1", "1 200 2"]);
  });
});

describe("a list of several pages", () => {
  beforeEach(fillPages);

  it("is read to its last page and never beyond", async () => {
    await site.runPilot();
    expect(site.requests()).toEqual(["1 200 2", "2 200 2", "3 200 2"]);
    expect(await site.ledger()).toEqual(site.listed());
  });

  it("broken off, keeps no ETag, and goes on where it stopped", async () => {
    await site.fault({ status: 503, skip: 2 });
    await expect(site.runPilot()).rejects.toThrow(UnavailableError);
    expect(await site.pilotRow()).toMatchObject({ state: "late" });
    expect(await site.cursor()).toMatchObject({
      etag: null,
      position: expect.objectContaining({ nextPage: 3 }) as unknown,
    });
    await site.runPilot();
    expect(site.requests()).toEqual([
      "1 200 2",
      "2 200 2",
      "3 503 0",
      "1 200 2",
      "3 200 2",
    ]);
    expect(await site.ledger()).toEqual(site.listed());
    const cursor = await site.cursor();
    expect(cursor?.position).toBeNull();
    expect(cursor?.etag).not.toBeNull();
  });

  it("starts again when the list changes under way, a few times", async () => {
    const withDate = (answer: Response, lastModified: string) => {
      const headers = new Headers(answer.headers);
      headers.set("last-modified", lastModified);
      // What fetch has unpacked is no longer gzipped.
      headers.delete("content-encoding");
      return new Response(answer.body, { status: answer.status, headers });
    };
    let changes = 1;
    site.meddle((request, answer) =>
      request.url.endsWith("page=2") && changes-- > 0
        ? withDate(answer, `changed ${changes}`)
        : answer,
    );
    await site.runPilot();
    expect(site.requests()).toEqual([
      "1 200 2",
      "2 200 2",
      "1 200 2",
      "2 200 2",
      "3 200 2",
    ]);
    expect(await site.ledger()).toEqual(site.listed());

    changes = 99;
    await expect(site.runPilot({ full: true })).rejects.toThrow(
      UnavailableError,
    );
    expect(site.requests()).toHaveLength(6);
    expect(await site.pilotRow()).toMatchObject({ state: "late" });
  });

  it("starts again when a page is gone meanwhile, instead of taking the character for deleted", async () => {
    await site.fault({ status: 404, skip: 2 });
    await site.runPilot();
    expect(site.requests().slice(0, 4)).toEqual([
      "1 200 2",
      "2 200 2",
      "3 404 5",
      "1 200 2",
    ]);
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
    expect(await site.ledger()).toEqual(site.listed());
  });
});
