import { type Simulator, startSimulator } from "@killreport/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import type { EsiKillmail } from "../features/killmails/index.ts";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { ask } from "./test-support/ask.ts";

let simulator: Simulator;
let site: ApiSite;

const at = (x: number, y: number, z: number): Partial<EsiKillmail> => ({
  victim: { ...inventKillmail(1).victim, position: { x, y, z } },
});

/** Mails in the simulator's invented places. */
const mails: Readonly<Record<number, Partial<EsiKillmail>>> = {
  // Three kilometres beside a star.
  4001: { solar_system_id: 30_900_001, ...at(0, 3_000, 0) },
  4002: { solar_system_id: 31_900_001 },
  4003: {
    solar_system_id: 30_900_010,
    victim: { damage_taken: 1, ship_type_id: 587 },
  },
  // A system this New Eden does not have.
  4004: { solar_system_id: 30_000_142 },
};

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, liveKillsEveryMs: 0 });
  const { staticData } = simulator.services;
  site = await startApiSite({ env: { STATIC_DATA_URL: staticData } });
  for (const [id, changes] of Object.entries(mails))
    await site.show(null, inventKillmail(Number(id), changes));
});
afterAll(async () => {
  await site.close();
  await simulator.stop();
});

const query = `query ($id: ID!) { killmail(id: $id) {
  system { name security spaceKind wormholeClass constellation { id name } region { id name } }
  nearestCelestial { id name typeId distanceMeters }
  victim { ship { name group { id name } category { id name } } }
} }`;

async function place(id: number): Promise<Record<string, unknown>> {
  const answer = await ask(site.url, query, { variables: { id: String(id) } });
  expect(answer.errors).toBeUndefined();
  return answer.data?.["killmail"] as Record<string, unknown>;
}

test("before the static data are here nothing is made up", async () => {
  expect(await place(4001)).toEqual({
    system: {
      name: null,
      security: null,
      spaceKind: null,
      wormholeClass: null,
      constellation: null,
      region: null,
    },
    nearestCelestial: null,
    victim: { ship: { name: null, group: null, category: null } },
  });
});

test("with them a mail says where it was, next to what, and what was lost", async () => {
  await site.app.universe.importStaticData();
  expect(await place(4001)).toEqual({
    system: {
      name: "Meridian",
      security: 0.9,
      spaceKind: "HIGH",
      wormholeClass: null,
      constellation: { id: "20000901", name: "Aurelian Gate" },
      region: { id: "10000901", name: "Halcyon Reach" },
    },
    nearestCelestial: {
      id: "40900000",
      name: "Meridian - Star",
      typeId: expect.any(String) as string,
      distanceMeters: 3_000,
    },
    victim: {
      ship: {
        name: "Rifter",
        group: { id: "25", name: "Frigate" },
        category: { id: "6", name: "Ship" },
      },
    },
  });
  expect((await place(4002))["system"]).toMatchObject({
    spaceKind: "WORMHOLE",
    wormholeClass: 3,
    security: -1,
  });
  // Low security that rounding would hide; and it is not known where the victim was.
  expect(await place(4003)).toMatchObject({
    system: { spaceKind: "LOW", security: 0.1 },
    nearestCelestial: null,
  });
  expect(await place(4004)).toMatchObject({
    system: { name: null, spaceKind: null },
    nearestCelestial: null,
  });
});
