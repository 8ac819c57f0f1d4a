import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { startApiSite, type ApiSite } from "./test-support/api-site.ts";
import { listenBySocket } from "./test-support/listen-by-socket.ts";

let site: ApiSite;
let nextPilot = 2110002000;

beforeAll(async () => {
  site = await startApiSite();
});
afterAll(() => site.close());

const newPilot = () => site.pilot(nextPilot++);

describe("linkedCharacterUpdated", () => {
  const query =
    "subscription { linkedCharacterUpdated { id sync { state message } } }";
  const tell = (characterId: number) =>
    site.app.pubsub.publish(
      "linked-character",
      JSON.stringify({ characterId }),
    );

  it("brings the pilot's own characters as they are now", async () => {
    const [alice, bob] = [await newPilot(), await newPilot()];
    const listening = await listenBySocket(site.url, query, alice);
    await until("it stands", async () => {
      await tell(bob.characterId);
      await tell(alice.characterId);
      return listening.events.length > 0;
    });
    expect(listening.events.at(-1)).toEqual({
      linkedCharacterUpdated: {
        id: String(alice.characterId),
        sync: { state: "IDLE", message: "Up to date." },
      },
    });
    const changed = { state: "late", message: "ESI is down." };
    await site.app.database.prisma.characterSync.update({
      where: { characterId: alice.characterId },
      data: changed,
    });
    await tell(alice.characterId);
    await until("the change came", () =>
      JSON.stringify(listening.events.at(-1)).includes("LATE"),
    );
    expect(JSON.stringify(listening.events)).not.toContain(
      String(bob.characterId),
    );
    await listening.stop();
  });

  it("is for those who are logged in", async () => {
    const listening = await listenBySocket(site.url, query);
    await until("it is refused", () => listening.errors.length > 0);
    expect(listening.errors).toMatchObject([
      { extensions: { code: "UNAUTHENTICATED" } },
    ]);
    await listening.stop();
  });
});

describe("a WebSocket", () => {
  const query = "{ me { id } }";

  it("of another site is refused", async () => {
    const { cookie } = await newPilot();
    for (const origin of ["http://evil.test", "null", "http://127.0.0.1:1"])
      await expect(
        listenBySocket(site.url, query, { cookie, origin }),
      ).rejects.toBeDefined();
  });

  it("of the site's public address is taken", async () => {
    const pilot = await newPilot();
    const listening = await listenBySocket<{ me: { id: string } }>(
      site.url,
      query,
      { cookie: pilot.cookie, origin: "http://killreport.test" },
    );
    const [answer] = await listening.received(1);
    expect(answer?.me.id).toBe(String(pilot.accountId));
    await listening.stop();
  });

  it("is told of mistakes with a code, and stays open", async () => {
    const listening = await listenBySocket(site.url, "{ nonsense }");
    await until("it is refused", () => listening.errors.length > 0);
    await listening.stop();
  });

  it("carries a limited number of subscriptions", async () => {
    const client = createClient({
      url: `${site.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
    });
    const refused: unknown[] = [];
    for (let count = 0; count < 21; count++)
      client.subscribe(
        { query: "subscription { killmailAdded { cursor } }" },
        {
          next: () => undefined,
          error: (error) => refused.push(error),
          complete: () => undefined,
        },
      );
    await until("one is refused", () => refused.length > 0);
    expect(JSON.stringify(refused)).toContain("TOO_MANY_OPERATIONS");
    expect(refused).toHaveLength(1);
    await client.dispose();
  });
});
