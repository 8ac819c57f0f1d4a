import { describe, expect, test } from "vitest";
import { killmailHash } from "../../world/killmail-hash.ts";
import type { Killmail, KillmailReference } from "../../world/killmail.ts";
import type { Simulator } from "../../simulator.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../../testing/test-simulator.ts";

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
