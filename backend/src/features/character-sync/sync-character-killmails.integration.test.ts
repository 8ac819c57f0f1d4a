import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "../../kernel/index.ts";
import { createSyncSite, type SyncSite } from "./test-support/sync-site.ts";

const minuteMs = 60_000;
const listPath = "/killmails/recent";

let site: SyncSite;
let pilot: SyncSite["pilots"][0];

beforeEach(async () => {
  site = await createSyncSite();
  [pilot] = site.pilots;
  await site.logIn(pilot);
});
afterEach(() => site.close());

const ledger = async () => {
  const rows = await site.database.prisma.killmailReference.findMany({
    orderBy: { killmailId: "asc" },
  });
  return rows.map(({ killmailId, hash }) => ({
    killmail_id: killmailId,
    killmail_hash: Buffer.from(hash).toString("hex"),
  }));
};

const listed = () =>
  site.simulator
    .listFor(pilot)
    .map(({ killmail_id, killmail_hash }) => ({ killmail_id, killmail_hash }))
    .sort((a, b) => a.killmail_id - b.killmail_id);

const fault = (fault: object) =>
  site.control("/faults", { service: "esi", path: listPath, ...fault });

const minutesFromNow = async () => {
  const { nextSyncAt } = await site.row(pilot);
  if (nextSyncAt === null) return null;
  return Math.round(
    (nextSyncAt.getTime() - site.clock.now().getTime()) / minuteMs,
  );
};

/** Enough final blows for the list to have three pages. */
async function fillPages(): Promise<void> {
  for (let kill = 0; kill < 2_100; kill++)
    await site.simulator.addKillmail({
      killmail_id: 200_000_000 + kill,
      attackers: [{ character_id: pilot, final_blow: true }],
    });
}

describe("the first sync", () => {
  it("is queued by the login, above everything else", async () => {
    expect(await site.orders()).toEqual([
      expect.objectContaining({
        key: `character:${pilot}`,
        payload: { characterId: pilot },
        priority: 0,
      }),
    ]);
    expect(await site.row(pilot)).toMatchObject({ state: "queued" });
  });

  it("puts every listed mail into the ledger and says how it went", async () => {
    await site.run(pilot);
    expect(listed().length).toBeGreaterThan(10);
    expect(await ledger()).toEqual(listed());
    expect(site.requests()).toEqual(["1 200 2"]);
    const row = await site.row(pilot);
    expect(row).toMatchObject({ state: "idle" });
    expect(row.message).toContain(`${listed().length} new killmails`);
    expect(row.lastSyncAt).not.toBeNull();
    expect(row.lastNewAt).not.toBeNull();
    expect(await minutesFromNow()).toBe(5);
    expect(await site.cursor()).toMatchObject({ position: null });
    expect(site.published).toContain(pilot);
    const fetches = await site.database.prisma.outbox.findMany({
      where: { task: "fetch-killmail" },
    });
    expect(fetches).toHaveLength(listed().length);
    // Children inherit what the sync was worth.
    expect(new Set(fetches.map(({ priority }) => priority))).toEqual(
      new Set([1]),
    );
  });

  it("delivered twice, asks ESI once and changes nothing", async () => {
    await site.run(pilot);
    const before = await site.row(pilot);
    await site.run(pilot);
    expect(site.requests()).toEqual(["1 200 2"]);
    expect(await site.row(pilot)).toMatchObject({
      state: "idle",
      lastSyncAt: before.lastSyncAt,
      nextSyncAt: before.nextSyncAt,
    });
  });
});

describe("a later check", () => {
  it("costs one token when nothing is new, and comes in its time", async () => {
    await site.run(pilot);
    const first = await site.cursor();
    site.clock.advance(6 * minuteMs);
    await site.run(pilot);
    expect(site.requests()).toEqual(["1 200 2", "1 304 1"]);
    const cursor = await site.cursor();
    expect(cursor?.etag).toBe(first?.etag);
    expect(cursor?.expiresAt?.getTime()).toBeGreaterThan(
      site.clock.now().getTime(),
    );
    const row = await site.row(pilot);
    expect(row).toMatchObject({ state: "idle", message: "Up to date." });
    const agoMs = site.clock.now().getTime() - (row.lastSyncAt?.getTime() ?? 0);
    expect(agoMs).toBeLessThan(minuteMs);
    expect(await minutesFromNow()).toBe(5);
    site.clock.advance(60 * minuteMs);
    await site.run(pilot);
    expect(await minutesFromNow()).toBe(15);
  });

  it("brings what is new", async () => {
    await site.run(pilot);
    const { id } = await site.simulator.addKillmail({
      victim: { character_id: pilot },
    });
    site.clock.advance(6 * minuteMs);
    await site.run(pilot);
    expect((await ledger()).map(({ killmail_id }) => killmail_id)).toContain(
      id,
    );
    expect((await site.row(pilot)).message).toContain("a new killmail");
  });

  it("asks at once when forced, and for all of it when full", async () => {
    await site.run(pilot);
    await site.run(pilot, { force: true });
    await site.run(pilot, { full: true });
    expect(site.requests()).toEqual(["1 200 2", "1 304 1", "1 200 2"]);
  });
});

describe("a list of several pages", () => {
  beforeEach(fillPages);

  it("is read to its last page and never beyond", async () => {
    await site.run(pilot);
    expect(site.requests()).toEqual(["1 200 2", "2 200 2", "3 200 2"]);
    expect(await ledger()).toEqual(listed());
  });

  it("broken off, keeps no ETag, and goes on where it stopped", async () => {
    await fault({ status: 503, skip: 2 });
    await expect(site.run(pilot)).rejects.toThrow(UnavailableError);
    expect(await site.row(pilot)).toMatchObject({ state: "late" });
    expect(await site.cursor()).toMatchObject({
      etag: null,
      position: expect.objectContaining({ nextPage: 3 }) as unknown,
    });
    await site.run(pilot);
    expect(site.requests()).toEqual([
      "1 200 2",
      "2 200 2",
      "3 503 0",
      "1 200 2",
      "3 200 2",
    ]);
    expect(await ledger()).toEqual(listed());
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
    await site.run(pilot);
    expect(site.requests()).toEqual([
      "1 200 2",
      "2 200 2",
      "1 200 2",
      "2 200 2",
      "3 200 2",
    ]);
    expect(await ledger()).toEqual(listed());

    changes = 99;
    await expect(site.run(pilot, { full: true })).rejects.toThrow(
      UnavailableError,
    );
    expect(site.requests()).toHaveLength(6);
    expect(await site.row(pilot)).toMatchObject({ state: "late" });
  });

  it("starts again when a page is gone meanwhile, instead of taking the character for deleted", async () => {
    await fault({ status: 404, skip: 2 });
    await site.run(pilot);
    expect(site.requests().slice(0, 4)).toEqual([
      "1 200 2",
      "2 200 2",
      "3 404 5",
      "1 200 2",
    ]);
    expect(await site.row(pilot)).toMatchObject({ state: "idle" });
    expect(await ledger()).toEqual(listed());
  });
});

describe("an access token", () => {
  it("that ESI refuses is replaced once", async () => {
    await fault({ status: 401 });
    await site.run(pilot);
    expect(site.requests()).toEqual(["1 401 5", "1 200 2"]);
    expect(await site.row(pilot)).toMatchObject({ state: "idle" });
  });

  it("that ESI refuses again makes the sync late, with the reason", async () => {
    await fault({ status: 401, count: 2 });
    await site.run(pilot);
    expect(site.requests()).toEqual(["1 401 5", "1 401 5"]);
    const row = await site.row(pilot);
    expect(row.state).toBe("late");
    expect(row.message).toContain("did not accept a fresh token");
    expect(await minutesFromNow()).toBe(60);
  });

  it("is refreshed when its time is over, browser or not", async () => {
    await site.run(pilot);
    site.clock.advance(25 * minuteMs);
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject({ state: "idle" });
  });
});

describe("a sync that only the pilot can mend stops, and says so", () => {
  it("when the authorisation was taken back", async () => {
    await site.control(`/characters/${pilot}`, { revokeGrants: true });
    site.clock.advance(25 * minuteMs);
    await site.run(pilot);
    const stopped = { state: "stopped", nextSyncAt: null };
    expect(await site.row(pilot)).toMatchObject(stopped);
    expect((await site.row(pilot)).message).toContain("log in again");
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject(stopped);
    expect(site.requests()).toEqual([]);
  });

  it("when killmails are not part of what was granted", async () => {
    await site.database.prisma.linkedCharacter.updateMany({
      data: { scopes: ["publicData"] },
    });
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject({ state: "stopped" });
    expect((await site.row(pilot)).message).toContain("log in again");
    expect(site.requests()).toEqual([]);
  });

  it.each([403, 404])("when ESI answers %d", async (status) => {
    await fault({ status });
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject({
      state: "stopped",
      nextSyncAt: null,
    });
  });

  it("and starts again with the next login", async () => {
    await fault({ status: 403 });
    await site.run(pilot);
    await site.logIn(pilot);
    expect(await site.row(pilot)).toMatchObject({ state: "queued" });
    await site.run(pilot);
    expect(await site.row(pilot)).toMatchObject({ state: "idle" });
  });
});

describe("while EVE is away, a sync is late", () => {
  it.each([
    ["ESI down", { status: 503, headers: { "retry-after": "120" } }, 2],
    ["too many requests", { status: 429, headers: { "retry-after": "60" } }, 1],
  ])("(%s), says so and comes back by itself", async (_name, what, minutes) => {
    await fault(what);
    await expect(site.run(pilot)).rejects.toThrow(UnavailableError);
    const row = await site.row(pilot);
    expect(row.state).toBe("late");
    expect(row.message).toContain("Nothing is lost");
    expect(await minutesFromNow()).toBe(minutes);
    expect(await ledger()).toEqual([]);
    site.clock.advance(3 * minuteMs);
    await site.run(pilot);
    expect(await ledger()).toEqual(listed());
  });

  it("and takes half an answer for none", async () => {
    site.meddle((_request, answer) => {
      const half = answer.body?.pipeThrough(firstBytes(100)) ?? null;
      return new Response(half, { headers: { etag: '"half"' } });
    });
    await expect(site.run(pilot)).rejects.toThrow(UnavailableError);
    expect(await ledger()).toEqual([]);
    expect(await site.cursor()).toBeNull();
    site.meddle((_request, answer) => answer);
    await site.run(pilot);
    expect(await ledger()).toEqual(listed());
  });

  it("also without any budget left, and spends none", async () => {
    await site.run(pilot);
    for (let call = 0; call < 12; call++) await site.run(pilot, { full: true });
    site.requests();
    const error: unknown = await site
      .run(pilot, { full: true })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect((error as UnavailableError).retryAt?.getTime()).toBeGreaterThan(
      site.clock.now().getTime(),
    );
    expect(site.requests()).toEqual([]);
    expect(await site.row(pilot)).toMatchObject({ state: "late" });
  });
});

it("does nothing for a character that was unlinked meanwhile", async () => {
  const link = await site.accounts.linkedCharacter(pilot);
  if (link === null) throw new Error("The pilot is not linked");
  await site.accounts.unlink(link.accountId, pilot);
  await site.run(pilot);
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
