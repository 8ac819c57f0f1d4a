import { afterAll, beforeAll, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../tests/support/database.ts";
import { createMovableClock, id } from "../../kernel/index.ts";
import { createSso, type Sso } from "../../platform/sso/index.ts";
import { startEve, type Eve } from "./test-support/eve.ts";
import {
  callbackUrl,
  character,
  createSite,
  logIn,
  visitSso,
} from "./test-support/site.ts";

const clock = createMovableClock();
let eve: Eve;
let store: TestDatabase;

beforeAll(async () => {
  eve = await startEve(clock);
  store = await createTestDatabase();
});
afterAll(async () => {
  await store.drop();
  await eve.simulator.stop();
});

it("no token, code or secret is in any log line or error, whatever happens", async () => {
  const secrets = new Set([eve.settings.clientSecret]);
  const errors: unknown[] = [];
  const site = createSite(store.database, clock, eve.settings);
  const accounts = site.process({
    sso: noting(createSso({ ...eve.settings, callbackUrl, clock }), secrets),
  });
  const [alice, bob, carol] = eve.pilots.map(character) as [
    ReturnType<typeof character>,
    ReturnType<typeof character>,
    ReturnType<typeof character>,
  ];
  const failing = async (promise: Promise<unknown>) => {
    errors.push(
      await promise.then(
        () => "no error",
        (e: unknown) => e,
      ),
    );
  };
  const later = () => clock.advance(21 * 60_000);

  const login = await logIn(accounts, alice);
  secrets.add(login.sessionToken);
  secrets.add((await logIn(accounts, bob, login.sessionToken)).sessionToken);
  secrets.add((await logIn(accounts, carol)).sessionToken);
  const used = await accounts.beginLogin();
  secrets.add(used.flow);
  const callback = await visitSso(used.authorizeUrl, alice);
  secrets.add(callback.searchParams.get("code") ?? "no code");
  const again = {
    callbackUrl: callback,
    flow: used.flow,
    sessionToken: undefined,
  };
  await eve.fail({ path: "/token", status: 500, body: "html" });
  await failing(accounts.completeLogin(again));
  secrets.add((await accounts.completeLogin(again)).sessionToken);
  await failing(accounts.completeLogin(again));

  for (const rotate of [true, false]) {
    await eve.rotateRefreshTokens(rotate);
    later();
    await accounts.accessToken(alice);
  }
  for (const fault of [
    { status: 503, body: "html" },
    { status: 429, body: "json" },
    { truncate: true },
  ]) {
    later();
    await eve.fail({ path: "/token", ...fault });
    await failing(accounts.accessToken(bob));
  }
  later();
  await eve.revoke(bob);
  await failing(accounts.accessToken(bob));
  await eve.fail({ path: "/revoke", status: 500, body: "html" });
  await accounts.unlink(login.accountId, alice);
  await failing(accounts.unlink(id(login.accountId), alice));
  await eve.sell(carol, "the buyer");
  secrets.add((await logIn(accounts, carol)).sessionToken);

  expect(errors).toHaveLength(7);
  expect(errors).not.toContain("no error");
  expect(secrets.size).toBeGreaterThan(20);
  expect(site.lines.length).toBeGreaterThan(5);
  const written = [...site.lines, ...errors.flatMap(everythingOf)].join("\n");
  for (const secret of secrets) expect(written).not.toContain(secret);
});

/** Remembers every secret that passes between us and EVE SSO. */
function noting(sso: Sso, secrets: Set<string>): Sso {
  const noted = async (tokens: ReturnType<Sso["refresh"]>) => {
    const { accessToken, refreshToken } = await tokens;
    for (const secret of [accessToken, refreshToken]) {
      secrets.add(secret);
      secrets.add(encodeURIComponent(secret));
    }
    // The signature alone would be as bad as the whole.
    secrets.add(accessToken.split(".")[2] ?? accessToken);
    return tokens;
  };
  return {
    ...sso,
    authorizeUrl: (login) => {
      secrets.add(login.state).add(login.verifier);
      return sso.authorizeUrl(login);
    },
    exchange: (login) => {
      secrets.add(login.code);
      return noted(sso.exchange(login));
    },
    refresh: (refreshToken) => noted(sso.refresh(refreshToken)),
  };
}

/** What a logger that prints errors with everything on them would print. */
function everythingOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [
    error.message,
    error.stack ?? "",
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    ...(error.cause === undefined ? [] : everythingOf(error.cause)),
  ];
}
