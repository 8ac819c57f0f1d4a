import { afterEach, beforeEach, expect, it } from "vitest";
import { storeKillmails } from "../../../../tests/support/store-killmails.ts";
import { workOff } from "../../../../tests/support/work-off.ts";
import { id, type SolarSystemId, type TypeId } from "../../kernel/index.ts";
import { type EsiKillmail, packBody } from "../killmails/index.ts";
import {
  openUniverse,
  type UniverseSite,
} from "./test-support/open-universe.ts";
import { typesOf } from "./types-of.ts";

const unknownSystem = 30_999_999;
const unknownType = 999_999_999;

let site: UniverseSite;
let { test, simulator, clock, esi, universe } = {} as UniverseSite;

beforeEach(async () => {
  site = await openUniverse();
  ({ test, simulator, clock, esi, universe } = site);
});
afterEach(() => site.close());

const store = (mails: EsiKillmail[]) =>
  storeKillmails(
    { database: test.database, clock, outbox: site.outbox },
    mails,
  );
const work = () => workOff(test.database, clock, universe.implementations);

/** Mails as the simulator's New Eden invents them. */
async function someMails(count: number): Promise<EsiKillmail[]> {
  const answer = await fetch(`${simulator.url}/simulator/characters?limit=1`);
  const { characters } = (await answer.json()) as {
    characters: [{ id: number }];
  };
  const references = simulator.listFor(characters[0].id).slice(0, count);
  return Promise.all(
    references.map(
      async ({ killmail_id, killmail_hash }) =>
        (await esi.fetchBody(
          { killmailId: killmail_id, hash: killmail_hash },
          "live",
        )) as EsiKillmail,
    ),
  );
}

const asked = (part: string) =>
  simulator.requests().filter(({ path }) => path.includes(part));

it("learns every type and system that mails name, each once", async () => {
  const mails = await someMails(8);
  await store(mails);
  await work();
  const typeIds = [...new Set(mails.flatMap((esi) => [...typesOf(esi)]))];
  const types = await universe.types(
    typeIds.map((typeId) => id<TypeId>(typeId)),
  );
  expect(types.size).toBe(typeIds.length);
  for (const { name } of types.values()) expect(name).not.toBeNull();
  expect(asked("/universe/names")).toHaveLength(1);

  const systemIds = [...new Set(mails.map((esi) => esi.solar_system_id))];
  const systems = await universe.systems(
    systemIds.map((systemId) => id<SolarSystemId>(systemId)),
  );
  expect(systems.size).toBe(systemIds.length);
  for (const system of systems.values()) {
    expect(system.name).not.toBeNull();
    expect(system.region?.name).toEqual(expect.any(String));
    // As displayed: one decimal.
    expect(system.security).toBe(Number(system.security?.toFixed(1)));
  }
  for (const part of ["systems", "constellations", "regions"]) {
    const paths = asked(`/universe/${part}/`).map(({ path }) => path);
    expect(new Set(paths).size, part).toBe(paths.length);
  }

  const before = simulator.requests().length;
  await store(
    mails.map((esi) => ({ ...esi, killmail_id: esi.killmail_id + 1 })),
  );
  expect(await work()).toEqual(["note-universe"]);
  expect(simulator.requests()).toHaveLength(before);
});

it("leaves out ids beyond int4 on a mail that an earlier version stored", async () => {
  const [mail] = await someMails(1);
  if (mail === undefined) throw new Error("The simulator has no mails");
  await store([mail]);
  const body = {
    ...mail,
    attackers: mail.attackers.map((one) => ({
      ...one,
      weapon_type_id: 99_999_999_999,
    })),
  };
  await test.database.prisma.killmail.updateMany({
    data: { body: Uint8Array.from(packBody(body).bytes) },
  });
  await work();
  const ids = [mail.victim.ship_type_id, 99_999_999_999];
  const types = await universe.types(ids.map((one) => id<TypeId>(one)));
  expect([...types.keys()]).toEqual([mail.victim.ship_type_id]);
  const systems = await universe.systems([id<SolarSystemId>(99_999_999_999)]);
  expect(systems.size).toBe(0);
});

it("goes on around types and systems that ESI does not know", async () => {
  const [mail] = await someMails(1);
  if (mail === undefined) throw new Error("The simulator has no mails");
  await store([
    mail,
    {
      ...mail,
      killmail_id: 1,
      solar_system_id: unknownSystem,
      victim: { ...mail.victim, ship_type_id: unknownType },
    },
  ]);
  await work();
  const systemIds = [unknownSystem, mail.solar_system_id].map((systemId) =>
    id<SolarSystemId>(systemId),
  );
  const names = [...(await universe.systems(systemIds)).values()].map(
    ({ id: systemId, name }) => [systemId, name !== null],
  );
  expect(names).toContainEqual([unknownSystem, false]);
  expect(names).toContainEqual([mail.solar_system_id, true]);
  const types = await universe.types(
    [unknownType, mail.victim.ship_type_id].map((typeId) => id<TypeId>(typeId)),
  );
  expect(types.get(id<TypeId>(unknownType))?.name).toBeNull();
  expect(types.get(id<TypeId>(mail.victim.ship_type_id))?.name).not.toBeNull();
  // Asked for once, although each handler ran twice.
  expect(asked(`/systems/${unknownSystem}`)).toHaveLength(1);
});

it("learns more systems than one run takes", async () => {
  const { prisma } = test.database;
  const unknown = Array.from({ length: 60 }, (_, index) => 30_990_000 + index);
  await prisma.solarSystem.createMany({
    data: unknown.map((systemId) => ({ id: systemId, createdAt: clock.now() })),
  });
  await store(await someMails(1));
  const runs = (await work()).filter((task) => task === "learn-systems");
  expect(runs.length).toBeGreaterThan(1);
  expect(
    await prisma.solarSystem.count({
      where: { learntAt: null, missingAt: null },
    }),
  ).toBe(0);
});
