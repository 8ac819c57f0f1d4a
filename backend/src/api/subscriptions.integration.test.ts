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
import {
  listenBySocket,
  type Listening,
} from "./test-support/listen-by-socket.ts";

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

  it("brings a private mail to everybody once a public source shows it, and once", async () => {
    const [alice, bob] = [await newPilot(), await newPilot()];
    const listenings = [await subscribe(null), await subscribe(bob)];
    for (const listening of listenings) await ready(listening);
    const mail = inventKillmail(nextMail++);
    const id = String(mail.killmail_id);
    const untilAllHeard = async (marks: readonly string[]) => {
      for (const { events } of listenings)
        await until("the mark came", () =>
          marks.every((mark) => idsOf(events).includes(mark)),
        );
    };
    const times = () =>
      listenings.map(
        ({ events }) => idsOf(events).filter((heard) => heard === id).length,
      );
    await site.show(alice.grantId, mail);
    await untilAllHeard(await show(null));
    expect(times()).toEqual([0, 0]);
    // The source shows it again and again, as sources do.
    for (let time = 0; time < 3; time++) await site.show(null, mail);
    await untilAllHeard(await show(null));
    expect(times()).toEqual([1, 1]);
    for (const listening of listenings) {
      expect(listening.errors).toEqual([]);
      await listening.stop();
    }
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

/** Waits until the subscription stands: that it is open does not say so. Nothing of what it showed comes any more. */
async function ready({ events }: Listening<Added>): Promise<void> {
  let last = "";
  await until("a first mail comes", async () => {
    [last = ""] = await show(null);
    return events.length > 0;
  });
  await until("the last one came", () => idsOf(events).includes(last));
}

/** The cursor of the last mail that everybody saw. */
async function cursorNow(listen: typeof listenBySocket): Promise<string> {
  const listening = await listen<Added>(site.url, added);
  await ready(listening);
  await listening.stop();
  return listening.events.at(-1)?.killmailAdded.cursor ?? "";
}

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
