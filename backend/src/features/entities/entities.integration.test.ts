import { type Simulator, startSimulator } from "@killreport/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { storeKillmails } from "../../../../tests/support/store-killmails.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import {
  createMovableClock,
  type EntityId,
  type MovableClock,
  silentLogger,
} from "../../kernel/index.ts";
import { createEsi, createPostgresBudget } from "../../platform/esi/index.ts";
import { createOutbox, type Outbox } from "../../platform/queue/index.ts";
import type { EsiKillmail } from "../killmails/index.ts";
import {
  createEntities,
  type Entities,
  type EntityKind,
  entityListeners,
} from "./index.ts";

const dayMs = 24 * 60 * 60_000;

let test: TestDatabase;
let simulator: Simulator;
let clock: MovableClock;
let outbox: Outbox;
let entities: Entities;
let pilots: { id: number; name: string; corporationId: number }[];

beforeEach(async () => {
  clock = createMovableClock();
  test = await createTestDatabase();
  simulator = await startSimulator({ port: 0, clock, liveKillsEveryMs: 0 });
  const { database } = test;
  outbox = createOutbox({ clock, listeners: entityListeners });
  entities = createEntities({
    database,
    clock,
    outbox,
    esi: createEsi({
      baseUrl: simulator.services.esi,
      userAgent: "KillReport tests (pilot@example.org)",
      applicationId: "test",
      clock,
      budget: createPostgresBudget({ database }),
      log: silentLogger,
    }),
  });
  const answer = await fetch(`${simulator.url}/simulator/characters?limit=40`);
  pilots = ((await answer.json()) as { characters: typeof pilots }).characters;
});
afterEach(async () => {
  await simulator.stop();
  await test.drop();
});

let lastId = 1000;
/** One victim, one attacker. */
function mail(victim: object, attacker: object): EsiKillmail {
  return {
    killmail_id: ++lastId,
    killmail_time: "2026-11-01T12:00:00Z",
    solar_system_id: 30000142,
    victim: { damage_taken: 1, ship_type_id: 587, items: [], ...victim },
    attackers: [
      {
        damage_done: 1,
        final_blow: true,
        security_status: 0,
        ship_type_id: 587,
        ...attacker,
      },
    ],
  };
}

const store = (mails: EsiKillmail[]) =>
  storeKillmails({ database: test.database, clock, outbox }, mails);
const work = () => workOff(test.database, clock, entities.implementations);
const known = async (id: number) =>
  (await entities.byIds([id as EntityId])).get(id as EntityId);
const calls = () =>
  simulator.requests().filter(({ path }) => path.endsWith("/universe/names"));

describe("whoever a stored mail names", () => {
  it("is known by name soon, for one call of each kind", async () => {
    const [alice, bob] = pilots;
    if (!alice || !bob) throw new Error("The simulator has no pilots");
    await store([
      mail(
        { character_id: alice.id, corporation_id: alice.corporationId },
        { character_id: bob.id, faction_id: 500010 },
      ),
      mail(
        { character_id: alice.id, corporation_id: alice.corporationId },
        { character_id: bob.id, corporation_id: bob.corporationId },
      ),
    ]);
    await work();
    expect(await known(alice.id)).toMatchObject({
      id: alice.id,
      kind: "character",
      name: alice.name,
    });
    expect((await known(bob.id))?.name).toBe(bob.name);
    expect(await known(alice.corporationId)).toMatchObject({
      kind: "corporation",
      name: expect.any(String) as unknown,
    });
    expect(await known(500010)).toMatchObject({
      kind: "faction",
      name: expect.any(String) as unknown,
    });
    expect(calls()).toHaveLength(2);

    // Nothing unknown: nobody is woken.
    await store([mail({ character_id: alice.id }, { character_id: bob.id })]);
    expect(await work()).toEqual(["note-entities"]);
    expect(calls()).toHaveLength(2);
  });

  it("is known although others are not, for few refusals, and those are remembered", async () => {
    const bad = [2_129_999_997, 2_129_999_998, 2_129_999_999];
    await store(
      [...pilots.map(({ id }) => id), ...bad].map((id) =>
        mail({ character_id: id }, { faction_id: 500010 }),
      ),
    );
    await work();
    for (const { id, name } of pilots)
      expect((await known(id))?.name).toBe(name);
    for (const id of bad) expect((await known(id))?.name).toBeNull();
    const refusals = calls().filter(({ status }) => status === 404).length;
    expect(refusals).toBeGreaterThan(0);
    expect(refusals).toBeLessThanOrEqual(bad.length * 6 + 1);

    // Seen again at once: not asked for again. A day later: once more.
    const asked = calls().length;
    const again = mail({ character_id: bad[0] }, { faction_id: 500010 });
    await store([again]);
    await work();
    expect(calls()).toHaveLength(asked);
    clock.advance(dayMs);
    await store([{ ...again, killmail_id: ++lastId }]);
    await work();
    expect(calls().length).toBeGreaterThan(asked);
  });

  it("is learnt to the last one, a thousand at a time, within a share of ESI's error limit", async () => {
    const { prisma } = test.database;
    const many = Array.from(
      { length: 2_100 },
      (_, index) => 99_000_000 + index,
    );
    await prisma.entity.createMany({
      data: many.map((id) => ({
        id,
        kind: "character",
        createdAt: clock.now(),
      })),
    });
    await test.database.transaction((tx) =>
      outbox.add(tx, ...wakeCharacters()),
    );
    // None of these ids exists: each run stops at its share and comes back a minute later.
    await work();
    expect(calls()).toHaveLength(40);
    expect(await work()).toEqual([]);
    clock.advance(60_000);
    expect(await work()).toContain("resolve-characters");
    expect(calls().every(({ status }) => status === 404)).toBe(true);
    expect(
      await prisma.entity.count({ where: { missingAt: { not: null } } }),
    ).toBeGreaterThan(0);
  });
});

describe("who belongs to whom now", () => {
  const corporation = () => pilots[0]?.corporationId ?? 0;
  const asked = (part: string) =>
    simulator.requests().filter(({ path }) => path.includes(part)).length;
  const refresh = async () => {
    await entities.queueDue(clock.now());
    await work();
    // Whoever was met on the way is asked for, too.
    await entities.queueDue(clock.now());
    await work();
  };
  const storePilots = () =>
    store(
      pilots.map(({ id, corporationId }) =>
        mail(
          { character_id: id, corporation_id: corporationId },
          { faction_id: 500010 },
        ),
      ),
    );

  it("is learnt with tickers, characters a thousand at a time, and then not asked for a week", async () => {
    await storePilots();
    await work();
    await refresh();
    expect(asked("/characters/affiliation")).toBe(1);
    const answer = await fetch(
      `${simulator.services.esi}/corporations/${corporation()}`,
    );
    const { ticker, alliance_id = null } = (await answer.json()) as {
      ticker: string;
      alliance_id?: number;
    };
    expect(await known(corporation())).toMatchObject({
      ticker,
      allianceId: alliance_id,
      isDeleted: false,
    });
    for (const pilot of pilots)
      expect(await known(pilot.id)).toMatchObject({
        corporationId: pilot.corporationId,
      });
    const alliances = await test.database.prisma.entity.findMany({
      where: { kind: "alliance" },
    });
    expect(alliances.length).toBeGreaterThan(0);
    for (const alliance of alliances)
      expect(alliance.ticker).toEqual(expect.any(String));

    const before = simulator.requests().length;
    clock.advance(6 * dayMs);
    await refresh();
    expect(simulator.requests()).toHaveLength(before);
    clock.advance(dayMs);
    await refresh();
    expect(asked("/characters/affiliation")).toBe(2);
    // Nothing has changed: two weeks this time.
    clock.advance(7 * dayMs);
    await refresh();
    expect(asked("/characters/affiliation")).toBe(2);
    clock.advance(7 * dayMs);
    await refresh();
    expect(asked("/characters/affiliation")).toBe(3);
  });

  it("a character that moved, was renamed or biomassed is known to be", async () => {
    const [mover, gone, doomed] = pilots;
    if (!mover || !gone || !doomed) throw new Error("no pilots");
    const other =
      pilots.find(({ corporationId }) => corporationId !== mover.corporationId)
        ?.corporationId ?? 0;
    await storePilots();
    await work();
    await refresh();
    simulator.changeCharacter(mover.id, { corporationId: other });
    simulator.changeCharacter(gone.id, { isBiomassed: true });
    await test.database.prisma.entity.update({
      where: { id: doomed.id },
      data: { name: "What it was called" },
    });
    clock.advance(7 * dayMs);
    await refresh();
    expect(await known(mover.id)).toMatchObject({ corporationId: other });
    expect(await known(gone.id)).toMatchObject({
      isDeleted: true,
      name: gone.name,
    });
    expect(await known(doomed.id)).toMatchObject({
      name: doomed.name,
      formerNames: ["What it was called"],
      isDeleted: false,
    });
  });

  it("a corporation ESI does not know is gone, and no reason to stop", async () => {
    const bad = 98_999_999;
    await test.database.prisma.entity.createMany({
      data: [bad, corporation()].map((id) => ({
        id,
        kind: "corporation",
        name: `corporation ${id}`,
        learntAt: clock.now(),
        createdAt: clock.now(),
      })),
    });
    await refresh();
    expect(await known(bad)).toMatchObject({ isDeleted: true, ticker: null });
    expect(await known(corporation())).toMatchObject({ isDeleted: false });
    expect((await known(corporation()))?.ticker).not.toBeNull();
  });
});

describe("names are found", () => {
  async function name(names: readonly string[], kind = "character") {
    await test.database.prisma.entity.createMany({
      data: names.map((name, place) => ({
        id: 95_000_000 + ++lastId * 1_000 + place,
        kind,
        name,
        learntAt: clock.now(),
        createdAt: clock.now(),
        refreshDueAt: new Date("2100-01-01T00:00:00Z"),
      })),
    });
    // Learnt before they could be searched.
    expect(await entities.queueDue(clock.now())).toBe(names.length);
  }
  async function find(text: string, kinds: EntityKind[] = ["character"]) {
    const found: string[] = [];
    for await (const some of entities.find(text, kinds))
      found.push(...some.map((one) => one.name));
    return found;
  }

  it("by their beginning, their middle and with a letter wrong, best first", async () => {
    await name([
      "Chribba",
      "Chribba Junior",
      "The Chribba",
      "Chrabba",
      "Mittens",
      "100% Pure_Evil",
      "1000 Pure Evil",
    ]);
    expect(await find("chribba")).toEqual([
      "Chribba",
      "Chribba Junior",
      "The Chribba",
      "Chrabba",
    ]);
    expect((await find("CHRIBBA J"))[0]).toBe("Chribba Junior");
    expect(await find("hribb")).toEqual([
      "Chribba",
      "Chribba Junior",
      "The Chribba",
    ]);
    expect(await find("mitens")).toEqual(["Mittens"]);
    expect(await find("c")).toEqual(
      ["Chribba", "Chribba Junior", "Chrabba"].sort(),
    );
    expect(await find("100%")).toEqual(["100% Pure_Evil"]);
    expect(await find("e_e")).toEqual(["100% Pure_Evil"]);
    expect(await find("")).toEqual([]);
    expect(await find("\\")).toEqual([]);
    expect(await find("nobody at all")).toEqual([]);
  });

  it("in all scripts, emoji and right-to-left ones too", async () => {
    const names = [
      "Злой Пилот",
      "ÄRGER Straße",
      "دبي طيار",
      "飞行员甲乙",
      "🚀 Ракета",
      "ΟΔΥΣΣΕΥΣ",
    ];
    await name(names);
    expect(await find("злой")).toEqual(["Злой Пилот"]);
    expect(await find("ПИЛОТ")).toEqual(["Злой Пилот"]);
    expect(await find("злои пилот")).toEqual(["Злой Пилот"]);
    expect(await find("ärger strasse")).toEqual(["ÄRGER Straße"]);
    expect(await find("طيار")).toEqual(["دبي طيار"]);
    expect(await find("行员甲")).toEqual(["飞行员甲乙"]);
    expect(await find("🚀")).toEqual(["🚀 Ракета"]);
    expect(await find("οδυσσευς")).toEqual(["ΟΔΥΣΣΕΥΣ"]);
  });

  it("a name of another script that looks alike is no answer", async () => {
    // The second one begins with a Cyrillic letter.
    await name(["Chribba", "Сhribba"]);
    expect(await find("Chribba")).toEqual(["Chribba"]);
    expect(await find("Chribbo")).toEqual(["Chribba"]);
    expect(await find("Сhribba")).toEqual(["Сhribba"]);
  });

  it("of the kinds that are wanted, and by their tickers", async () => {
    await name(["Goons"], "alliance");
    await name(["Goonies"], "corporation");
    await test.database.prisma.entity.updateMany({
      where: { kind: "alliance" },
      data: { ticker: "CONDI" },
    });
    expect(await find("goon", ["corporation"])).toEqual(["Goonies"]);
    expect(await find("goon", ["corporation", "alliance"])).toEqual([
      "Goonies",
      "Goons",
    ]);
    expect(await find("condi", ["corporation", "alliance"])).toEqual(["Goons"]);
    expect(await find("cond", ["alliance"])).toEqual([]);
  });
});

describe("ESI's error limit", () => {
  /** Rows of ids, as if mails had named them. */
  async function note(ids: readonly number[]) {
    await test.database.prisma.entity.createMany({
      data: ids.map((id) => ({
        id,
        kind: "character",
        createdAt: clock.now(),
      })),
    });
    await test.database.transaction((tx) =>
      outbox.add(tx, ...wakeCharacters()),
    );
  }
  /** What the simulator has names for, whatever it is. */
  const knownIds = (most: number) =>
    [...pilots.map(({ id }) => id), ...simulator.namedIds()].slice(0, most);
  const refusalsPerMinute = () => {
    const counts = new Map<string, number>();
    for (const { status, time } of simulator.requests())
      if (status >= 400)
        counts.set(time.slice(0, 16), (counts.get(time.slice(0, 16)) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };

  it("one bad id among a thousand costs the bisection's calls and no more", async () => {
    const good = knownIds(999);
    const bad = 2_129_999_999;
    await note([...good.slice(0, 300), bad, ...good.slice(300)]);
    await work();
    const most = 2 * Math.ceil(Math.log2(good.length + 1)) + 1;
    // Every order is worked on twice here: the second time there is nothing left to ask.
    expect(calls().length).toBeLessThanOrEqual(most);
    // All the names there are; the thousand itself is in resolve-names.test.ts.
    expect(good.length).toBeGreaterThan(400);
    for (const { id, name } of pilots)
      expect((await known(id))?.name).toBe(name);
    expect((await known(bad))?.name).toBeNull();
  });

  it("three hundred bad ones never come near it", async () => {
    const good = knownIds(600);
    const bad = Array.from(
      { length: 300 },
      (_, place) => 2_129_900_000 + place,
    );
    // Mixed as badly as can be.
    const mixed = bad.flatMap((id, place) => [
      id,
      ...good.slice(2 * place, 2 * place + 2),
    ]);
    await note(mixed);
    for (let minute = 0; minute < 60; minute++) {
      await work();
      clock.advance(60_000);
    }
    const { prisma } = test.database;
    expect(await prisma.entity.count({ where: { name: { not: null } } })).toBe(
      good.length,
    );
    expect(
      await prisma.entity.count({ where: { missingAt: { not: null } } }),
    ).toBe(300);
    expect(refusalsPerMinute()).toBeLessThanOrEqual(40);
    expect(calls().filter(({ status }) => status === 420)).toEqual([]);
  });
});

function wakeCharacters() {
  const contract = entities.implementations.find(
    ({ contract: { name } }) => name === "resolve-characters",
  )?.contract;
  if (contract === undefined) throw new Error("No such task");
  return [contract, {}] as const;
}
