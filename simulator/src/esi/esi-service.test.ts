import { describe, expect, test } from "vitest";
import { killmailHash } from "../world/killmail-hash.ts";
import type { Killmail, KillmailReference } from "../world/killmail.ts";
import type { Simulator } from "../simulator.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../testing/test-simulator.ts";

const listOf = (id: number): string => `/characters/${id}/killmails/recent`;

const references = async (
  simulator: Simulator,
  token: string,
): Promise<KillmailReference[]> =>
  (await (
    await esi(simulator, listOf(pilot), { token })
  ).json()) as KillmailReference[];

describe("killmail lists", () => {
  test("hide newer killmails until the cached answer expires", async () => {
    const simulator = await testSimulator();
    const token = (await login(simulator, pilot)).access_token;
    const before = await references(simulator, token);
    expect(before).toEqual(simulator.listFor(pilot));
    const added = await simulator.addKillmail({
      victim: { character_id: pilot },
    });
    expect(simulator.listFor(pilot)[0]).toEqual({
      killmail_id: added.id,
      killmail_hash: added.hash,
    });
    simulator.clock.advance(269_000);
    expect(await references(simulator, token)).toEqual(before);
    simulator.clock.advance(31_000);
    const after = await references(simulator, token);
    expect(after[0]?.killmail_id).toBe(added.id);
    expect(after).toHaveLength(before.length + 1);
  });

  test("come in pages of 1,000 from one answer, and none beyond the last", async () => {
    const simulator = await testSimulator();
    const loner = 2_129_000_040;
    const token = (await login(simulator, loner)).access_token;
    const own = simulator.listFor(loner).length;
    for (let added = own; added < 1_001; added++)
      await simulator.addKillmail({ victim: { character_id: loner } });
    const first = await esi(simulator, listOf(loner), { token });
    simulator.clock.advance(60_000);
    await simulator.addKillmail({ victim: { character_id: loner } });
    const second = await esi(simulator, `${listOf(loner)}?page=2`, { token });
    expect(await first.json()).toHaveLength(1_000);
    expect(await second.json()).toHaveLength(1);
    expect(first.headers.get("x-pages")).toBe("2");
    expect(second.headers.get("last-modified")).toBe(
      first.headers.get("last-modified"),
    );
    expect(second.headers.get("expires")).toBe(first.headers.get("expires"));
    const third = await esi(simulator, `${listOf(loner)}?page=3`, { token });
    expect(third.status).toBe(404);
    expect(await third.json()).toEqual({
      error: "Requested page does not exist!",
    });
    expect(
      (await esi(simulator, `${listOf(loner)}?page=zero`, { token })).status,
    ).toBe(400);
  });

  test("lose what is older than 90 days", async () => {
    const simulator = await testSimulator();
    expect(simulator.listFor(pilot).length).toBeGreaterThan(0);
    simulator.clock.advance(90 * 24 * 3_600_000);
    expect(simulator.listFor(pilot)).toEqual([]);
    const token = (await login(simulator, pilot)).access_token;
    const answer = await esi(simulator, listOf(pilot), { token });
    expect(answer.headers.get("x-pages")).toBe("1");
    expect(await answer.json()).toEqual([]);
  });

  test("need a living token with the scope, for that character", async () => {
    const simulator = await testSimulator();
    const good = (await login(simulator, pilot)).access_token;
    const narrow = (await login(simulator, pilot + 1, "publicData"))
      .access_token;
    const refusal = async (
      path: string,
      token?: string,
    ): Promise<unknown[]> => {
      const answer = await esi(
        simulator,
        path,
        token === undefined ? {} : { token },
      );
      return [
        answer.status,
        ((await answer.json()) as { error: string }).error,
      ];
    };
    const unauthorized = [401, "Unauthorized - Invalid token"];
    expect(await refusal(listOf(pilot))).toEqual(unauthorized);
    expect(await refusal(listOf(pilot), `${good}x`)).toEqual(unauthorized);
    expect(await refusal(listOf(pilot + 1), narrow)).toEqual([
      403,
      "token is not valid for scope: esi-killmails.read_killmails.v1",
    ]);
    expect((await refusal(listOf(pilot + 2), good))[0]).toBe(403);
    simulator.clock.advance(1_201_000);
    expect(await refusal(listOf(pilot), good)).toEqual(unauthorized);
  });

  test("of a corporation are for its directors", async () => {
    const simulator = await testSimulator();
    const scope = "publicData esi-killmails.read_corporation_killmails.v1";
    const token = (await login(simulator, pilot, scope)).access_token;
    const own = "/corporations/98900001/killmails/recent";
    const good = await esi(simulator, own, { token });
    expect(good.status).toBe(200);
    expect(good.headers.get("x-ratelimit-group")).toBe("corp-killmail");
    const listed = (await good.json()) as KillmailReference[];
    expect(listed).toEqual(expect.arrayContaining(simulator.listFor(pilot)));
    const error = async (path: string): Promise<unknown> =>
      (
        (await (await esi(simulator, path, { token })).json()) as {
          error: string;
        }
      ).error;
    expect(await error("/corporations/98900002/killmails/recent")).toBe(
      "Character is not in the corporation",
    );
    await control(simulator, `/characters/${pilot}`, { roles: [] });
    expect(await error(own)).toBe("Character does not have required role(s)");
    await control(simulator, `/characters/${pilot}`, {
      corporationId: 98_900_002,
    });
    expect(await error(own)).toBe("Character is not in the corporation");
  });
});

describe("killmails", () => {
  test("answer to id and hash, which obeys the game's formula", async () => {
    const simulator = await testSimulator();
    for (const { killmail_id, killmail_hash } of simulator
      .listFor(pilot)
      .slice(0, 10)) {
      const answer = await esi(
        simulator,
        `/killmails/${killmail_id}/${killmail_hash}`,
      );
      const killmail = (await answer.json()) as Killmail;
      expect(killmail.killmail_id).toBe(killmail_id);
      expect(killmailHash(killmail)).toBe(killmail_hash);
      expect(answer.headers.get("cache-control")).toBe(
        "public, max-age=2592000",
      );
    }
  });

  test("answer 422 to another hash or an unknown id", async () => {
    const simulator = await testSimulator();
    const [known] = simulator.listFor(pilot);
    for (const path of [
      `/killmails/${known?.killmail_id ?? 0}/${"0".repeat(40)}`,
      "/killmails/1/a",
    ]) {
      const answer = await esi(simulator, path);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toEqual({
        error: "Invalid killmail_id and/or killmail_hash",
      });
    }
  });
});

describe("conditional requests", () => {
  test("answer 304 without a body to the ETag, weak or strong, and to the date", async () => {
    const simulator = await testSimulator();
    const path = "/characters/" + String(pilot);
    const first = await esi(simulator, path);
    const etag = first.headers.get("etag") ?? "";
    for (const headers of [
      { "if-none-match": etag },
      { "if-none-match": `W/${etag}` },
      { "if-modified-since": first.headers.get("last-modified") ?? "" },
    ]) {
      const answer = await esi(simulator, path, {
        headers: headers,
      });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe("");
      expect(answer.headers.get("etag")).toBe(etag);
      expect(answer.headers.get("expires")).toBe(first.headers.get("expires"));
    }
    const stale = await esi(simulator, path, {
      headers: { "if-none-match": '"other"' },
    });
    expect(stale.status).toBe(200);
  });

  test("static data expires at 11:05 UTC", async () => {
    const simulator = await testSimulator();
    const answer = await esi(simulator, "/universe/types/587");
    expect(answer.headers.get("expires")).toBe("Sun, 22 Nov 2026 11:05:00 GMT");
    expect(answer.headers.get("last-modified")).toBe(
      "Sat, 21 Nov 2026 11:05:00 GMT",
    );
    expect(await answer.json()).toMatchObject({
      type_id: 587,
      name: "Rifter",
      group_id: 25,
    });
  });
});

describe("addresses and dates", () => {
  test("a slash at the end and old version prefixes change nothing", async () => {
    const simulator = await testSimulator();
    for (const path of ["/status", "/status/", "/latest/status/", "/v1/status"])
      expect((await esi(simulator, path)).status).toBe(200);
    const missing = await esi(simulator, "/nowhere");
    expect(missing.status).toBe(404);
    expect(missing.headers.get("x-esi-error-limit-remain")).toBe("99");
  });

  test("the compatibility date chooses the shape, from header or query", async () => {
    const simulator = await testSimulator();
    const corporation = async (
      date: string,
      query = "",
    ): Promise<[string | null, unknown]> => {
      const answer = await esi(simulator, `/corporations/98900001${query}`, {
        headers: { "x-compatibility-date": date },
      });
      return [answer.headers.get("x-compatibility-date"), await answer.json()];
    };
    const [newDate, newBody] = await corporation("2026-08-18");
    expect(newDate).toBe("2026-07-21");
    expect(newBody).toMatchObject({
      tax_rates: { isk: 0.1 },
      type: "player_owned",
    });
    const [oldDate, oldBody] = await corporation("2026-07-20");
    expect(oldDate).toBe("2020-01-01");
    expect(oldBody).toMatchObject({ tax_rate: 0.1 });
    expect((await corporation("", "?compatibility_date=2026-09-01"))[0]).toBe(
      "2026-07-21",
    );
    expect((await corporation("", ""))[0]).toBe("2020-01-01");
  });

  test.each([
    "2026-8-18",
    "yesterday",
    "2026-13-01",
    "2026-11-22",
    "2031-01-01",
  ])("the date %s is refused", async (date) => {
    const simulator = await testSimulator();
    const answer = await esi(simulator, "/status", {
      headers: { "x-compatibility-date": date },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: "Invalid compatibility date",
    });
  });

  test("the list of dates and of routes is served", async () => {
    const simulator = await testSimulator();
    expect(
      await (await esi(simulator, "/meta/compatibility-dates")).json(),
    ).toMatchObject({
      compatibility_dates: expect.arrayContaining([
        "2026-08-18",
        "2020-01-01",
      ]) as unknown,
    });
    expect(await (await esi(simulator, "/meta/status")).json()).toMatchObject({
      routes: expect.arrayContaining([
        {
          method: "GET",
          path: "/killmails/{killmail_id}/{killmail_hash}",
          status: "OK",
        },
      ]) as unknown,
    });
  });
});

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
