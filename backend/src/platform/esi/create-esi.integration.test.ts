import { type Simulator, startSimulator } from "@killreport/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../../../tests/support/until.ts";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import {
  type CharacterId,
  createMovableClock,
  type MovableClock,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import { type Cache, createMemoryCache } from "../cache/index.ts";
import { createPostgresBudget } from "./budget/postgres-budget.ts";
import { createEsi } from "./create-esi.ts";
import type { Esi } from "./esi.ts";

let clock: MovableClock;
let test: TestDatabase;
let simulator: Simulator;
let systemId: number;
let mails: { killmailId: number; hash: string }[];

beforeEach(async () => {
  // Not the hour of the daily restart.
  const offsetMs = new Date("2026-11-21T15:00:00Z").getTime() - Date.now();
  clock = createMovableClock({
    now: () => new Date(Date.now() + offsetMs),
  });
  test = await createTestDatabase();
  simulator = await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 });
  const answer = await fetch(`${simulator.url}/simulator/characters?limit=1`);
  const { characters } = (await answer.json()) as {
    characters: [{ id: number }];
  };
  mails = simulator
    .listFor(characters[0].id)
    .map(({ killmail_id, killmail_hash }) => ({
      killmailId: killmail_id,
      hash: killmail_hash,
    }));
});
afterEach(async () => {
  await simulator.stop();
  await test.drop();
});

/** As one process would have it; the budget's ledger is the same for all. */
function openEsi(options: { cache?: Cache; timeoutMs?: number } = {}): Esi {
  return createEsi({
    baseUrl: simulator.services.esi,
    userAgent: "KillReport tests (pilot@example.org)",
    applicationId: "test",
    clock,
    budget: createPostgresBudget({ database: test.database }),
    log: silentLogger,
    ...options,
  });
}

const requests = () =>
  simulator
    .requests()
    .map(({ path, status }) => `${path.replace("/esi", "")} ${status}`);

async function fault(body: object): Promise<void> {
  const answer = await fetch(`${simulator.url}/simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ service: "esi", ...body }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const clearFaults = () =>
  fetch(`${simulator.url}/simulator/faults`, { method: "DELETE" });

async function failureOf(work: Promise<unknown>): Promise<UnavailableError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UnavailableError) return error;
    throw error;
  }
  throw new Error("It did not fail");
}

const mail = (index: number) => {
  const found = mails[index];
  if (found === undefined) throw new Error(`There is no mail ${index}`);
  return found;
};

describe("what is the same for everybody", () => {
  const systemRequests = () =>
    requests().filter((line) => line.startsWith("/universe/systems/"));
  beforeEach(async () => {
    const body = await openEsi().fetchBody(mail(0), "live");
    systemId = (body as { solar_system_id: number }).solar_system_id;
  });

  it("is asked for once until it expires, whichever process needs it, and then by its ETag", async () => {
    const cache = createMemoryCache({ clock });
    const [here, there] = [openEsi({ cache }), openEsi({ cache })];
    const first = await here.system(systemId, "live");
    expect(await there.system(systemId, "live")).toEqual(first);
    expect(systemRequests()).toEqual([`/universe/systems/${systemId} 200`]);

    const { expiresAt } = first;
    clock.advance((expiresAt?.getTime() ?? 0) - clock.now().getTime() + 1000);
    const later = await there.system(systemId, "live");
    expect(later.body).toEqual(first.body);
    expect(later.expiresAt?.getTime()).toBeGreaterThan(clock.now().getTime());
    await here.system(systemId, "live");
    expect(systemRequests()[1]).toMatch(/304$/);
    expect(systemRequests()).toHaveLength(2);
  });

  it("is asked for anew when what is kept can not be read", async () => {
    const kept = new Map<string, string>();
    const cache: Cache = {
      get: (key) => Promise.resolve(kept.get(key) ?? null),
      set: (key) => {
        kept.set(key, '{"body":{"system_id":"of another version"}}');
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
    const esi = openEsi({ cache });
    const { body } = await esi.system(systemId, "live");
    expect((await esi.system(systemId, "live")).body).toEqual(body);
  });

  it("does not include killmails: those are stored", async () => {
    const cache = createMemoryCache({ clock });
    await openEsi({ cache }).fetchBody(mail(0), "live");
    await openEsi({ cache }).fetchBody(mail(0), "live");
    expect(requests()).toHaveLength(3);
  });
});

describe("the same question at the same time", () => {
  it("goes out once, and all of a process share its answer", async () => {
    const esi = openEsi();
    const bodies = await Promise.all(
      Array.from({ length: 5 }, () => esi.fetchBody(mail(0), "live")),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(requests()).toHaveLength(1);
  });

  it("sends another process away for a moment, without a call", async () => {
    await fault({ path: "/killmails/", latencyMs: 3_000 });
    const asking = openEsi().fetchBody(mail(0), "live");
    // The first has its reservation before the second asks.
    await until(
      "it has its reservation",
      async () => (await test.database.prisma.esiSpend.count()) === 1,
    );
    const refused = await failureOf(openEsi().fetchBody(mail(0), "live"));
    expect(refused.retryAt?.getTime()).toBeGreaterThan(clock.now().getTime());
    await asking;
    expect(requests()).toHaveLength(1);
    await openEsi().fetchBody(mail(0), "live");
  });
});

describe("an answer that does not come", () => {
  const spent = () =>
    test.database.prisma.esiSpend.findMany({
      select: { tokens: true, settledAt: true, flight: true },
    });

  it("is given up after the time-out, and counts at its dearest", async () => {
    await fault({ path: "/killmails/", latencyMs: 600_000 });
    const startedAt = performance.now();
    const failure = await failureOf(
      openEsi({ timeoutMs: 150 }).fetchBody(mail(0), "live"),
    );
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(failure.message).toContain("did not answer");
    expect(await spent()).toEqual([
      { tokens: 5, settledAt: null, flight: null },
    ]);
  });

  it("or comes by half is no answer, and was paid for", async () => {
    await fault({ path: "/killmails/", truncate: true });
    const failure = await failureOf(openEsi().fetchBody(mail(0), "live"));
    expect(failure.message).toContain("broken JSON");
    expect(await spent()).toMatchObject([{ tokens: 2 }]);
  });
});

describe("while ESI is down", () => {
  beforeEach(() => fault({ status: 503, count: 1000 }));

  /** Three failures in a row: what makes somebody look. */
  async function notice(esi: Esi): Promise<void> {
    for (let index = 0; index < 3; index++)
      await failureOf(esi.fetchBody(mail(index), "live"));
  }

  it("all processes stop asking but for /status, one at a time, and go on by themselves", async () => {
    const [here, there] = [openEsi(), openEsi()];
    await notice(here);
    expect(requests()).toHaveLength(3);

    const failures = await Promise.all(
      [here, there, here, there].map((esi, index) =>
        failureOf(esi.fetchBody(mail(3 + index), "live")),
      ),
    );
    expect(requests().slice(3)).toEqual(["/status 503"]);
    const now = clock.now().getTime();
    for (const { retryAt } of failures)
      expect(retryAt?.getTime()).toBeGreaterThan(now);
    expect(failures[1]?.message).toContain("away");

    // Not before the moment given, whatever is asked for.
    await failureOf(there.region(1, "live"));
    await failureOf(there.names([1], "live"));
    expect(requests()).toHaveLength(4);

    await clearFaults();
    clock.advance(15_000);
    await there.fetchBody(mail(0), "live");
    await here.fetchBody(mail(1), "live");
    expect(
      requests()
        .slice(4)
        .map((line) => line.slice(-3)),
    ).toEqual(Array.from({ length: 3 }, () => "200"));
    expect(requests()[4]).toBe("/status 200");
  });

  it("an hour of it costs a look a minute and no token", async () => {
    const esi = openEsi();
    await notice(esi);
    let waitedMs = 0;
    while (waitedMs < 3_600_000) {
      const { retryAt } = await failureOf(esi.fetchBody(mail(0), "live"));
      const waitMs = Math.max(
        1,
        (retryAt?.getTime() ?? 0) - clock.now().getTime(),
      );
      clock.advance(waitMs);
      waitedMs += waitMs;
    }
    const looks = requests().slice(3);
    expect(new Set(looks)).toEqual(new Set(["/status 503"]));
    expect(looks.length).toBeLessThan(70);
    const tokens = simulator.requests().map(({ tokenCost }) => tokenCost ?? 0);
    expect(tokens.reduce((sum, cost) => sum + cost, 0)).toBe(0);
  });

  it("a route that fails alone stops nothing but itself, the longer the more seldom", async () => {
    await clearFaults();
    const esi = openEsi();
    const { killmailId } = mail(0);
    await fault({ path: `/killmails/${killmailId}/`, status: 502, count: 99 });
    const waits: number[] = [];
    for (let time = 0; time < 6; time++) {
      const { retryAt } = await failureOf(esi.fetchBody(mail(0), "live"));
      const waitMs = (retryAt?.getTime() ?? 0) - clock.now().getTime();
      waits.push(waitMs / 1000);
      clock.advance(waitMs);
      await esi.fetchBody(mail(1), "live");
    }
    // As long as it has lasted, which is longer on a machine with much to do.
    for (const [time, seconds] of [5, 5, 10, 20, 40, 80].entries()) {
      expect(waits[time]).toBeGreaterThan(seconds - 1);
      expect(waits[time]).toBeLessThan(1.5 * seconds);
    }
  });
});

it("answers of a later schema are taken with all they bring", async () => {
  const known = await openEsi().fetchBody(mail(0), "live");
  const { solar_system_id: system, victim } = known as {
    solar_system_id: number;
    victim: { character_id: number };
  };
  const character = victim.character_id as CharacterId;
  await fault({ schema: "later", durationMs: 60_000 });
  const esi = openEsi();
  const later = { introduced_later: { revision: 2 } };
  const body = await esi.fetchBody(mail(0), "live");
  expect(body).toMatchObject({ ...later, ...(known as object) });
  expect(body).toMatchObject({ victim: later });
  const name = (await esi.character(character, "live")).body.name;
  expect(name).not.toBe("");
  expect((await esi.system(system, "live")).body.name).not.toBe("");
  const [where] = (await esi.affiliations([character], "live")).body;
  expect(where).toMatchObject({ character_id: character });
  const names = (await esi.names([character, system], "live")).body;
  expect(names.map((one) => one.id).sort()).toEqual([character, system].sort());
});
