import { describe, expect, test } from "vitest";
import type { Tokens } from "../testing/test-simulator.ts";
import {
  esi,
  killmailScopes,
  login,
  pilot,
  refresh,
  testSimulator,
} from "../testing/test-simulator.ts";

const corporationScopes =
  "publicData esi-killmails.read_corporation_killmails.v1 esi-characters.read_corporation_roles.v1";
const corporationList = "/corporations/98900001/killmails/recent";
const dead = { error: "invalid_grant" };

describe("events", () => {
  test("a revoked grant dies at the refresh that was waited for", async () => {
    const simulator = await testSimulator();
    const { refresh_token: token } = await login(simulator, pilot);
    const other = await login(simulator, pilot + 1);
    simulator.faults.add({
      path: "/oauth/token",
      skip: 1,
      event: { kind: "revoke-grant" },
    });
    expect((await refresh(simulator, token)).status).toBe(200);
    expect(await (await refresh(simulator, token)).json()).toMatchObject(dead);
    expect((await refresh(simulator, other.refresh_token)).status).toBe(200);
  });

  test("one refresh rotates its token, or loses the rotated one on the way", async () => {
    const simulator = await testSimulator();
    const { refresh_token: first } = await login(simulator, pilot);
    const next = async (token: string | null): Promise<string | null> =>
      ((await (await refresh(simulator, token)).json()) as Tokens)
        .refresh_token;
    simulator.faults.add({ event: { kind: "rotate-refresh-token" } });
    const second = await next(first);
    expect(second).not.toBe(first);
    expect(await next(second)).toBe(second);
    simulator.faults.add({
      event: { kind: "rotate-refresh-token" },
      drop: "after",
    });
    await expect(refresh(simulator, second)).rejects.toThrow();
    expect(await (await refresh(simulator, second)).json()).toMatchObject(dead);
  });

  test("a login elsewhere with a new scope set kills the old token, with the same set it does not", async () => {
    const simulator = await testSimulator();
    const { refresh_token: token } = await login(simulator, pilot);
    const elsewhere = (scopes: string[]) => ({
      event: { kind: "new-scopes" as const, characterId: pilot, scopes },
    });
    simulator.faults.add(elsewhere(killmailScopes.split(" ")));
    expect((await refresh(simulator, token)).status).toBe(200);
    simulator.faults.add(elsewhere(["publicData"]));
    expect(await (await refresh(simulator, token)).json()).toMatchObject(dead);
  });

  test("a role is lost in the middle of a walk, and gained again by time", async () => {
    const simulator = await testSimulator();
    const { access_token: token } = await login(
      simulator,
      pilot,
      corporationScopes,
    );
    const ask = async (): Promise<number> =>
      (await esi(simulator, corporationList, { token })).status;
    simulator.faults.add({
      path: corporationList,
      skip: 1,
      event: { kind: "lose-role" },
    });
    simulator.faults.add({
      event: { kind: "gain-role", characterId: pilot, dropCaches: true },
      afterMs: 60_000,
    });
    expect([await ask(), await ask()]).toEqual([200, 403]);
    simulator.clock.advance(60_000);
    expect(await ask()).toBe(200);
    const roles = await esi(simulator, `/characters/${pilot}/roles`, { token });
    expect(await roles.json()).toMatchObject({ roles: ["Director"] });
  });

  test("a character moves to another corporation and leaves its roles", async () => {
    const simulator = await testSimulator();
    const { access_token: token } = await login(
      simulator,
      pilot,
      corporationScopes,
    );
    simulator.faults.add({
      event: { kind: "move", characterId: pilot, corporationId: 98_900_002 },
    });
    const answer = await esi(simulator, corporationList, { token });
    expect(await answer.json()).toEqual({
      error: "Character is not in the corporation",
    });
    const moved = await esi(simulator, "/characters/affiliation", {
      body: [pilot],
    });
    expect(await moved.json()).toMatchObject([{ corporation_id: 98_900_002 }]);
  });

  test("a biomassed character is unknown and cannot refresh; a sold one has another owner", async () => {
    const simulator = await testSimulator();
    const gone = await login(simulator, pilot);
    const sold = await login(simulator, pilot + 1);
    simulator.faults.add([
      { path: `/characters/${pilot}$`, event: { kind: "biomass" } },
      { event: { kind: "sell", characterId: pilot + 1 } },
    ]);
    expect((await esi(simulator, `/characters/${pilot}`)).status).toBe(404);
    for (const { refresh_token: token } of [gone, sold])
      expect(await (await refresh(simulator, token)).json()).toMatchObject(
        dead,
      );
  });
});
