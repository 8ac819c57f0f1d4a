import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { id, UnavailableError } from "../../kernel/index.ts";
import { createPilotSite, type PilotSite } from "./test-support/pilot-site.ts";

vi.setConfig({ testTimeout: 180_000 });

const minuteMs = 60_000;

let site: PilotSite;

beforeEach(async () => {
  site = await createPilotSite();
});
afterEach(() => site.close());

/** What this application alone is to blame for. */
const ownErrors = () => {
  const { overBudget, needless } = site.simulator.thrift();
  return { overBudget, needless };
};

describe("a burst of answers that are none costs time and no mail", () => {
  it.each<[string, object]>([
    ["420 with its headers", { status: 420 }],
    ["420 without a header", { status: 420, hasLimitHeaders: false }],
    ["429 with its headers", { status: 429, hasLimitHeaders: true }],
    ["429 without a header", { status: 429, hasLimitHeaders: false }],
    ["429 of a proxy, in HTML", { status: 429, body: "html" }],
    ["500 in HTML", { status: 500, body: "html" }],
    ["502 in HTML", { status: 502, body: "html" }],
    ["503 without a body", { status: 503, body: "empty" }],
    ["504 in words", { status: 504, body: "text" }],
    ["half of the JSON", { truncate: true }],
    ["a connection that ends before the answer", { drop: "before" }],
    ["a connection that ends within the answer", { drop: "midway" }],
  ])("%s", async (_, what) => {
    await site.fault({ ...what, count: 3 });
    let failures = 0;
    for (;;) {
      let failedMs = 0;
      const error: unknown = await site.runPilot().then(
        () => null,
        (thrown: unknown) => {
          failedMs = site.clock.now().getTime();
          return thrown;
        },
      );
      if (error === null) break;
      expect(error).toBeInstanceOf(UnavailableError);
      // Nothing of an answer that is none is kept.
      expect(await site.ledger()).toEqual([]);
      expect(await site.cursor()).toBeNull();
      expect(await site.pilotRow()).toMatchObject({
        state: "late",
        message: expect.stringContaining("Nothing is lost") as unknown,
      });
      const waitMs =
        ((error as UnavailableError).retryAt?.getTime() ?? 0) - failedMs;
      // It says when to come back, and that is soon (a moment may have passed on the way here); coming then is all the patience it takes.
      expect(waitMs).toBeGreaterThan(-minuteMs);
      expect(waitMs).toBeLessThanOrEqual(16 * minuteMs);
      site.clock.advance(Math.max(waitMs, 1));
      if (++failures > 10) throw new Error("It does not come back");
    }
    expect(failures).toBeGreaterThan(0);
    expect(await site.ledger()).toEqual(site.listed());
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
    expect(ownErrors()).toEqual({ overBudget: 0, needless: 0 });
  });
});

it("an answer of a later schema is read as ever", async () => {
  await site.fault({ schema: "later", count: 1 });
  await site.runPilot();
  expect(await site.ledger()).toEqual(site.listed());
  expect(await site.pilotRow()).toMatchObject({ state: "idle" });
});

it("a list that changes between its pages, as often as it may, is in the ledger whole at the end", async () => {
  site.simulator.addKillmails(2_100, {
    victim: { character_id: site.pilot },
  });
  site.clock.advance(6 * minuteMs);
  await site.fault({ list: { adds: 30 }, skip: 1, count: 1 });
  await site.runPilot();
  const walked = site.requests();
  expect(walked.filter((line) => line.startsWith("1 "))).toHaveLength(2);
  expect(await site.ledger()).toEqual(site.listed());
});

it("a list of 10,000 entries is read in one go within one budget, and asked for no body twice", async () => {
  site.simulator.addKillmails(10_000 - site.listed().length, {
    victim: { character_id: site.pilot },
  });
  site.clock.advance(6 * minuteMs);
  expect(site.listed()).toHaveLength(10_000);
  await site.runPilot();
  expect(site.requests()).toEqual(
    Array.from({ length: 10 }, (_, place) => `${place + 1} 200 2`),
  );
  expect(await site.ledger()).toEqual(site.listed());
  expect(await site.payloads("fetch-killmail")).toHaveLength(10_000);
  expect(
    (await site.sync.syncView([site.pilot])).get(site.pilot),
  ).toMatchObject({
    listed: 10_000,
    pending: 10_000,
    tokens: { left: 10, limit: 30 },
  });
  // All of them again, and nothing new comes of it.
  site.clock.advance(16 * minuteMs);
  await site.runPilot({ full: true });
  expect(await site.payloads("fetch-killmail")).toHaveLength(10_000);
});

it("syncs of one character at the same moment record once, and ask for the same never at once", async () => {
  for (let round = 0; round < 5; round++) {
    site.clock.advance(16 * minuteMs);
    await site.simulator.addKillmail({ victim: { character_id: site.pilot } });
    site.clock.advance(6 * minuteMs);
    const results = await Promise.allSettled([
      site.runPilot(),
      site.runPilot(),
      site.runPilot({ force: true }),
    ]);
    for (const result of results)
      if (result.status === "rejected")
        // Sent away for a moment: somebody asks for the same just now.
        expect(result.reason).toBeInstanceOf(UnavailableError);
    expect(results.map(({ status }) => status)).toContain("fulfilled");
    await site.runPilot();
    expect(await site.pilotRow()).toMatchObject({ state: "idle" });
  }
  expect(await site.ledger()).toEqual(site.listed());
  expect(await site.payloads("fetch-killmail")).toHaveLength(
    site.listed().length,
  );
  const requests = site.requests();
  // One that read its ETag just before the other's commit asks once more for what is here by then; the third never does.
  const full = requests.filter((line) => line.includes(" 200 ")).length;
  expect(full).toBeGreaterThanOrEqual(5);
  expect(full).toBeLessThanOrEqual(10);
  expect(requests.filter((line) => / 4\d\d /.test(line))).toEqual([]);
  const link = await site.accounts.linkedCharacter(site.pilot);
  const grantId = link?.grantId ?? id(0);
  const checks = (await site.sync.checks([grantId], 100)).get(grantId) ?? [];
  const fresh = checks.map((check) => check.fresh);
  expect(fresh.reduce((sum, one) => sum + one, 0)).toBe(site.listed().length);
});
