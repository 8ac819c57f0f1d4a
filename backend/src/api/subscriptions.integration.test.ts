import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import type { GrantId } from "../kernel/index.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask } from "./test-support/ask.ts";
import { listenByEvents } from "./test-support/listen-by-events.ts";
import { listenBySocket } from "./test-support/listen-by-socket.ts";

let site: ApiSite;
let nextPilot = 2110001000;
let nextMail = 10_000;

beforeAll(async () => {
  site = await startApiSite({ api: { safetyPollMs: 200 } });
});
afterAll(() => site.close());

const newPilot = () => site.pilot(nextPilot++);

/** Shows that many new mails and returns their ids. */
async function show(grantId: GrantId | null, count = 1): Promise<string[]> {
  const mails = Array.from({ length: count }, () => inventKillmail(nextMail++));
  await site.show(grantId, ...mails);
  return mails.map(({ killmail_id }) => String(killmail_id));
}

interface Added {
  killmailAdded: { cursor: string; killmail: { id: string } };
}

const added = `subscription ($filter: KillmailFilter, $after: String) {
  killmailAdded(filter: $filter, after: $after) { cursor killmail { id } }
}`;

const idsOf = (events: readonly Added[]) =>
  events.map(({ killmailAdded }) => killmailAdded.killmail.id);

describe.each([
  ["a WebSocket", listenBySocket],
  ["server-sent events", listenByEvents],
])("killmailAdded over %s", (_, listen) => {
  const subscribe = (pilot: Pilot | null, variables = {}) =>
    listen<Added>(site.url, added, {
      variables,
      ...(pilot && { cookie: pilot.cookie }),
    });

  /** Waits until the subscription stands: that it is open does not say so. */
  async function ready(listening: { received(n: number): Promise<unknown> }) {
    await until("a first mail comes", async () => {
      await show(null);
      return listening.received(1).then(() => true);
    });
  }

  it("brings mails as they become visible, others' never", async () => {
    const [alice, bob] = [await newPilot(), await newPilot()];
    const listening = await subscribe(alice);
    await ready(listening);
    await show(bob.grantId, 2);
    const own = await show(alice.grantId, 2);
    const open = await show(null);
    await until("the last one came", () =>
      idsOf(listening.events).includes(open[0] ?? ""),
    );
    expect(idsOf(listening.events).slice(-3)).toEqual([...own, ...open]);
    expect(listening.errors).toEqual([]);
    await listening.stop();
  });

  it("goes on behind a cursor: nothing lost, nothing twice", async () => {
    const alice = await newPilot();
    const first = await subscribe(alice);
    await ready(first);
    const before = await show(alice.grantId);
    await until("it came", () => idsOf(first.events).includes(before[0] ?? ""));
    const cursor = first.events.at(-1)?.killmailAdded.cursor;
    await first.stop();

    // More than is handed out at a time.
    const missed = await show(alice.grantId, 120);
    const second = await subscribe(alice, { after: cursor });
    const live = await show(alice.grantId, 30);
    const events = await second.received(150);
    expect(idsOf(events)).toEqual([...missed, ...live]);
    await second.stop();
  });

  it("holds the filter", async () => {
    const alice = await newPilot();
    const wanted = inventKillmail(nextMail++, {
      attackers: [
        {
          alliance_id: 99009999,
          damage_done: 1,
          final_blow: true,
          security_status: 0,
        },
      ],
    });
    const after = await cursorNow(listen);
    await show(alice.grantId, 3);
    await site.show(alice.grantId, wanted);
    const listening = await subscribe(alice, {
      after,
      filter: { attacker: ["99009999"] },
    });
    expect(idsOf(await listening.received(1))).toEqual([
      String(wanted.killmail_id),
    ]);
    await listening.stop();
  });

  it("refuses what is no cursor", async () => {
    for (const after of ["x", "", Buffer.from("event:x").toString("base64")]) {
      const listening = await subscribe(null, { after });
      await until("it is refused", () => listening.errors.length > 0);
      expect(listening.errors).toMatchObject([
        { extensions: { code: "BAD_USER_INPUT" } },
      ]);
      await listening.stop();
    }
  });

  it("brings nothing of a grant that has ended", async () => {
    const alice = await newPilot();
    const after = await cursorNow(listen);
    await show(alice.grantId, 2);
    await site.app.database.prisma.grant.update({
      where: { id: alice.grantId },
      data: { endedAt: new Date(), endedReason: "unlinked" },
    });
    const [open = ""] = await show(null);
    const listening = await subscribe(alice, { after });
    expect(idsOf(await listening.received(1))).toEqual([open]);
    await listening.stop();
  });

  it("is forgotten when its client goes away", async () => {
    const alice = await newPilot();
    const listening = await subscribe(alice);
    await ready(listening);
    const witness = await subscribe(null);
    await ready(witness);
    await listening.stop();

    const { accounts } = site.app;
    const asked = vi.spyOn(accounts, "viewer");
    await until("nobody asks who the client is any more", async () => {
      asked.mockClear();
      const [mail = ""] = await show(null);
      await until("the witness got it", () =>
        idsOf(witness.events).includes(mail),
      );
      return !asked.mock.calls.flat().includes(alice.sessionToken);
    });
    asked.mockRestore();
    await witness.stop();
  });

  it("ends with its session", async () => {
    const alice = await newPilot();
    const listening = await subscribe(alice);
    await ready(listening);
    await site.app.accounts.endSession(alice.sessionToken);
    const mails = await show(alice.grantId);
    await until("it is over", () => listening.isComplete());
    expect(idsOf(listening.events)).not.toContain(mails[0]);
    await listening.stop();
  });
});

/** The cursor of a mail that everybody just saw. */
async function cursorNow(listen: typeof listenBySocket): Promise<string> {
  const listening = await listen<Added>(site.url, added);
  await until("a mail comes", async () => {
    await show(null);
    return listening.received(1).then(() => true);
  });
  await listening.stop();
  return listening.events.at(-1)?.killmailAdded.cursor ?? "";
}

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
    const { createClient } = await import("graphql-ws");
    const { default: WebSocket } = await import("ws");
    const client = createClient({
      url: `${site.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
    });
    const refused: unknown[] = [];
    for (let count = 0; count < 21; count++)
      client.subscribe(
        { query: added },
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

it("an unlinked character's mails vanish everywhere", async () => {
  const alice = await newPilot();
  const { cookie } = alice;
  const [mail = ""] = await show(alice.grantId);
  const query = `query ($id: ID!) { killmail(id: $id) { id } killmails { edges { node { id } } } }`;
  const variables = { id: mail };
  const before = await ask(site.url, query, { variables, cookie });
  expect(before.data?.["killmail"]).toEqual({ id: mail });
  await site.app.accounts.unlink(alice.accountId, alice.characterId);
  const after = await ask(site.url, query, { variables, cookie });
  expect(after.data?.["killmail"]).toBeNull();
  expect(JSON.stringify(after.data)).not.toContain(`"${mail}"`);
});
