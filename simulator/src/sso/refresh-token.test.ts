import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  authorize,
  callbackUrl,
  clientForm,
  control,
  killmailScopes,
  login,
  pilot,
  refresh,
  testSimulator,
  tokenRequest,
} from "../testing/test-simulator.ts";
import type { Tokens } from "../testing/test-simulator.ts";

describe("refresh tokens", () => {
  const dead = {
    error: "invalid_grant",
    error_description:
      "Invalid refresh token. Character grant missing/expired.",
  };

  test("stay the same, or change with every use when rotation is on", async () => {
    const simulator = await testSimulator();
    const { refresh_token: first } = await login(simulator, pilot);
    const kept = (await (await refresh(simulator, first)).json()) as Tokens;
    expect(kept).toMatchObject({ refresh_token: first, expires_in: 1200 });
    await control(simulator, "/sso", { rotateRefreshTokens: true });
    const rotated = (await (await refresh(simulator, first)).json()) as Tokens;
    expect(rotated.refresh_token).not.toBe(first);
    const reused = await refresh(simulator, first);
    expect(reused.status).toBe(400);
    expect(await reused.json()).toEqual(dead);
    expect((await refresh(simulator, rotated.refresh_token)).status).toBe(200);
  });

  test("survive a second login with the same scopes and die of one with others", async () => {
    const simulator = await testSimulator();
    const first = await login(simulator, pilot);
    const same = await login(
      simulator,
      pilot,
      killmailScopes.split(" ").reverse().join(" "),
    );
    expect((await refresh(simulator, first.refresh_token)).status).toBe(200);
    await login(simulator, pilot + 1, "publicData");
    expect((await refresh(simulator, first.refresh_token)).status).toBe(200);
    const other = await login(simulator, pilot, "publicData");
    expect(
      await (await refresh(simulator, first.refresh_token)).json(),
    ).toEqual(dead);
    expect(await (await refresh(simulator, same.refresh_token)).json()).toEqual(
      dead,
    );
    expect((await refresh(simulator, other.refresh_token)).status).toBe(200);
  });

  test("die when revoked; revoking answers 200 whatever it is given", async () => {
    const simulator = await testSimulator();
    const { refresh_token: token } = await login(simulator, pilot);
    const revoke = (form: Record<string, string>): Promise<Response> =>
      fetch(`${simulator.url}/v2/oauth/revoke`, {
        method: "POST",
        body: new URLSearchParams(form),
      });
    expect(
      (await revoke({ token: "unknown", ...clientForm(simulator) })).status,
    ).toBe(200);
    expect(
      (await revoke({ token: token ?? "", client_id: "nobody" })).status,
    ).toBe(200);
    expect((await refresh(simulator, token)).status).toBe(200);
    expect(
      (await revoke({ token: token ?? "", ...clientForm(simulator) })).status,
    ).toBe(200);
    expect(await (await refresh(simulator, token)).json()).toEqual(dead);
  });

  test("die with the sale of the character, whose tokens then name another owner", async () => {
    const simulator = await testSimulator();
    const before = await login(simulator, pilot);
    await control(simulator, `/characters/${pilot}`, {
      ownerHash: "bmV3IG93bmVy",
    });
    expect(
      await (await refresh(simulator, before.refresh_token)).json(),
    ).toEqual(dead);
    const after = await login(simulator, pilot);
    expect(decodeJwt(after.access_token)["owner"]).toBe("bmV3IG93bmVy");
    expect(decodeJwt(before.access_token)["owner"]).not.toBe("bmV3IG93bmVy");
  });

  test("outlive a restart when there is a state file, and so do the signing keys", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulator-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const stateFile = join(folder, "deep", "state.json");
    const before = await testSimulator({ stateFile });
    const { access_token, refresh_token } = await login(before, pilot);
    await before.stop();
    const after = await testSimulator({ stateFile, port: before.port });
    expect((await refresh(after, refresh_token)).status).toBe(200);
    const userinfo = await fetch(`${after.url}/v2/oauth/verify`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(userinfo.status).toBe(200);
    expect(statSync(stateFile).mode & 0o077).toBe(0);
  });

  test("of another application are refused with EVE's misleading words", async () => {
    const simulator = await testSimulator({
      clients: ["one", "two"].map((id) => ({
        id,
        secret: id,
        redirectUris: [callbackUrl],
      })),
    });
    const code = await authorize(simulator, pilot, { client_id: "one" });
    const as = (id: string, form: Record<string, string>): Promise<Response> =>
      tokenRequest(simulator, { ...form, client_id: id, client_secret: id });
    const tokens = (await (
      await as("one", { grant_type: "authorization_code", code })
    ).json()) as Tokens;
    const stolen = await as("two", {
      grant_type: "refresh_token",
      refresh_token: tokens.refresh_token ?? "",
    });
    expect(stolen.status).toBe(400);
    expect(await stolen.json()).toMatchObject({
      error_description: "Grant type refresh_token is not supported.",
    });
  });
});
