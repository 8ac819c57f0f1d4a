import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createMovableClock } from "../../backend/src/kernel/index.ts";
import { createLog } from "../../backend/src/platform/log/index.ts";
import { startSimulator } from "../../simulator/src/index.ts";
import { createSiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { busiestPilots } from "./busiest-pilots.ts";
import { readAllKillmails, readSyncs } from "./site-queries.ts";

/** Everything that may be read by somebody, with the place it was seen at. */
const seen: { place: string; text: string }[] = [];
/** Everything that nobody may read. */
const secrets = new Map<string, string>();
const email = "capsuleer@example.org";

const clock = createMovableClock();
let site: Awaited<ReturnType<typeof startTestSite>>;

beforeAll(async () => {
  const realFetch = globalThis.fetch;
  vi.stubGlobal("fetch", async (...call: Parameters<typeof fetch>) => {
    const [input] = call;
    const url = input instanceof Request ? input.url : String(input);
    seen.push({ place: "URL requested", text: url });
    const response = await realFetch(...call);
    if (url.includes("/oauth/token")) {
      const tokens = (await response.clone().json()) as object;
      for (const [name, value] of Object.entries(tokens))
        if (name.endsWith("_token") && typeof value === "string")
          secrets.set(`${name} ${secrets.size}`, value);
    }
    return response;
  });
  const simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    clock,
  });
  site = await startTestSite({
    simulator,
    clock,
    env: { CONTACT: email },
    log: createLog({
      level: "debug",
      format: "json",
      write: (text) => seen.push({ place: "log", text }),
    }),
    wrapDriver: (driver) => ({
      ...driver,
      async publish(messages) {
        seen.push({ place: "queue message", text: JSON.stringify(messages) });
        const { rows } = await site.database.pool.query(
          "SELECT * FROM outbox WHERE id = ANY($1::bigint[])",
          [messages.map(({ id }) => id)],
        );
        seen.push({ place: "outbox row", text: JSON.stringify(rows) });
        await driver.publish(messages);
      },
    }),
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await site.close();
  await site.simulator.stop();
});

it("no token, secret or e-mail is in any log line, queue message, URL or GraphQL answer", async () => {
  const [pilot = 0, other = 0] = await busiestPilots(site.simulator, 2);
  const client = createSiteClient(site.url);
  const idle = () =>
    until(
      "the syncs are done",
      async () => {
        const syncs = [...(await readSyncs(client)).values()];
        return syncs.every(({ state }) => state === "IDLE");
      },
      90_000,
    );
  await client.login(pilot);
  await client.login(other);
  await idle();
  await readAllKillmails(client, [pilot, other]);

  // A refresh, a refused refresh and a refused login leave their traces, too.
  clock.advance(21 * 60_000);
  await site.app.characterSync.queueDue(clock.now(), { force: true });
  await until("tokens were refreshed", () => secrets.size >= 8);
  await idle();
  await revoke(other);
  clock.advance(21 * 60_000);
  await site.app.characterSync.queueDue(clock.now(), { force: true });
  await until("the revoked authorisation was noticed", async () => {
    const sync = (await readSyncs(client)).get(String(other));
    return sync?.state === "STOPPED";
  });
  const refused = await fetch(
    `${site.url}/auth/callback?code=forged&state=forged`,
  );
  expect(refused.status).toBe(400);
  seen.push({ place: "page", text: await refused.text() });
  const session = client.cookieHeader().split("killreport_session=")[1] ?? "";
  await client.query(
    `mutation ($id: ID!) { unlinkCharacter(characterId: $id) { id } }`,
    { id: String(other) },
  );
  for (const text of client.transcript)
    seen.push({ place: "answer of the site", text });

  secrets.set("session cookie", session);
  secrets.set("client secret", site.env.EVE_CLIENT_SECRET);
  secrets.set("session secret", site.env.SESSION_SECRET);
  secrets.set("encryption key", site.env.ENCRYPTION_KEYS.split(":")[1] ?? "");
  secrets.set("e-mail", email);
  const leaks = [...secrets].flatMap(([name, secret]) => {
    // Short enough to be found in a truncated line, long enough not to be found by chance.
    const part = secret.slice(-24, -4);
    expect(part.length, name).toBeGreaterThan(8);
    return seen
      .filter(({ text }) => text.includes(part))
      .map(({ place, text }) => `${name} in ${place}: ${text.slice(0, 300)}`);
  });
  expect(leaks).toEqual([]);
  // The nets were out: each of the places was looked at.
  expect(new Set(seen.map(({ place }) => place))).toEqual(
    new Set([
      "URL requested",
      "log",
      "queue message",
      "outbox row",
      "page",
      "answer of the site",
    ]),
  );
});

/** The pilot takes the permission back at EVE's own page. */
async function revoke(characterId: number): Promise<void> {
  const response = await fetch(
    `${site.simulator.url}/simulator/characters/${characterId}`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ revokeGrants: true }),
    },
  );
  expect(response.status).toBe(200);
}
