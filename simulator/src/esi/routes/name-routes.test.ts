import { describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../../testing/test-simulator.ts";

describe("names", () => {
  const post = (
    simulator: Simulator,
    path: string,
    body: unknown,
  ): Promise<Response> => esi(simulator, path, { body });

  test("are given for all ids or none", async () => {
    const simulator = await testSimulator();
    const good = await post(simulator, "/universe/names", [
      pilot,
      98_900_001,
      99_900_001,
      587,
      30_900_001,
      20_000_901,
      10_000_901,
      500_010,
    ]);
    expect(
      ((await good.json()) as { category: string }[]).map(
        ({ category }) => category,
      ),
    ).toEqual([
      "character",
      "corporation",
      "alliance",
      "inventory_type",
      "solar_system",
      "constellation",
      "region",
      "faction",
    ]);
    const bad = await post(simulator, "/universe/names", [pilot, 42_424_242]);
    expect(bad.status).toBe(404);
    expect(await bad.json()).toEqual({
      error: "Ensure all IDs are valid before resolving.",
    });
  });

  test("are refused for duplicates, nothing, too much and nonsense", async () => {
    const simulator = await testSimulator();
    const tooMany = Array.from({ length: 1_001 }, (_, place) => place + 1);
    for (const body of [[587, 587], [], tooMany, ["587"], { ids: [1] }])
      expect((await post(simulator, "/universe/names", body)).status).toBe(400);
  });

  test("lead back to ids, whatever their case", async () => {
    const simulator = await testSimulator();
    const answer = await post(simulator, "/universe/ids", [
      "rIFTER",
      "Meridian",
      "nobody at all",
    ]);
    expect(await answer.json()).toEqual({
      inventory_types: [{ id: 587, name: "Rifter" }],
      systems: [{ id: 30_900_001, name: "Meridian" }],
    });
  });

  test("a biomassed character is gone everywhere", async () => {
    const simulator = await testSimulator();
    await control(simulator, `/characters/${pilot}`, { isBiomassed: true });
    expect((await esi(simulator, `/characters/${pilot}`)).status).toBe(404);
    expect((await post(simulator, "/universe/names", [pilot])).status).toBe(
      404,
    );
    expect(
      (await post(simulator, "/characters/affiliation", [pilot, pilot + 1]))
        .status,
    ).toBe(404);
  });
});

test("affiliation, history and roles follow a change of corporation", async () => {
  const simulator = await testSimulator();
  await control(simulator, `/characters/${pilot}`, {
    corporationId: 98_900_004,
  });
  const affiliation = await esi(simulator, "/characters/affiliation", {
    body: [pilot],
  });
  expect(await affiliation.json()).toEqual([
    {
      character_id: pilot,
      corporation_id: 98_900_004,
      alliance_id: 99_900_002,
    },
  ]);
  const history = await esi(
    simulator,
    `/characters/${pilot}/corporationhistory`,
  );
  expect(
    ((await history.json()) as { corporation_id: number }[]).map(
      (row) => row.corporation_id,
    ),
  ).toEqual([98_900_004, 98_900_001]);
  const scope = "publicData esi-characters.read_corporation_roles.v1";
  const token = (await login(simulator, pilot, scope)).access_token;
  const roles = await esi(simulator, `/characters/${pilot}/roles`, { token });
  expect(await roles.json()).toMatchObject({ roles: [] });
});
