import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { killmailHash } from "../features/killmails/index.ts";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import {
  keepFigures,
  readFigures,
} from "../features/zkillboard-figures/index.ts";
import { type GrantId, id, type KillmailId } from "../kernel/index.ts";
import { type ApiSite, startApiSite } from "./test-support/api-site.ts";
import { ask } from "./test-support/ask.ts";
import { listenByEvents } from "./test-support/listen-by-events.ts";
import { listenBySocket } from "./test-support/listen-by-socket.ts";

let site: ApiSite;
let nextMail = 20_000;
let seconds = 0;

beforeAll(async () => {
  site = await startApiSite({ api: { safetyPollMs: 200 } });
});
afterAll(() => site.close());

async function show(grantId: GrantId | null): Promise<number> {
  const mail = inventKillmail(nextMail++);
  await site.show(grantId, mail);
  return mail.killmail_id;
}

/** As the live feed does when zKillboard says something of a mail. */
async function label(killmailId: number, ...labels: string[]): Promise<void> {
  const figures = readFigures({ labels, totalValue: 12_345.6, points: 7 });
  if (figures === null) throw new Error("no figures");
  const hash = killmailHash(inventKillmail(killmailId));
  await site.app.database.transaction(async (tx) => {
    const reference = { killmailId: id<KillmailId>(killmailId), hash };
    const saidAt = new Date(Date.UTC(2026, 10, 21) + ++seconds * 1_000);
    const changed = await keepFigures(tx, [{ reference, figures, saidAt }]);
    await site.app.killmails.revise(tx, changed);
  });
  await site.app.killmails.announce();
}

interface Updated {
  killmailUpdated: {
    cursor: string;
    killmail: {
      id: string;
      revision: number;
      zkillboard: { labels: string[]; totalValue: string; points: number };
    };
  };
}

const updated = `subscription ($filter: KillmailFilter, $after: String) {
  killmailUpdated(filter: $filter, after: $after) {
    cursor killmail { id revision zkillboard { labels totalValue points } }
  }
}`;

const mailsOf = (events: readonly Updated[]) =>
  events.map(({ killmailUpdated }) => killmailUpdated.killmail);

describe.each([
  ["a WebSocket", listenBySocket],
  ["server-sent events", listenByEvents],
])("killmailUpdated over %s", (_, listen) => {
  it("brings late labels to those who see the mail, and goes on behind a cursor", async () => {
    const alice = await site.pilot(2110002000 + nextMail);
    const bob = await site.pilot(2110003000 + nextMail);
    const own = await show(alice.grantId);
    const open = await show(null);
    const subscribe = (cookie: string | undefined, variables = {}) =>
      listen<Updated>(site.url, updated, {
        variables,
        ...(cookie !== undefined && { cookie }),
      });
    const [hers, his, anybodys] = [
      await subscribe(alice.cookie),
      await subscribe(bob.cookie),
      await subscribe(undefined),
    ];
    // A mail comes as it is when it is read: what was said earlier has to be through before more is said.
    let round = "";
    await until("all three stand", async () => {
      await label(open, (round = `round ${seconds}`));
      return [hers, his, anybodys].every(({ events }) => events.length > 0);
    });
    await until("the last round came to all", () =>
      [hers, his, anybodys].every(({ events }) =>
        mailsOf(events).at(-1)?.zkillboard.labels.includes(round),
      ),
    );
    await label(own, "pvp");
    await label(open, "pvp", "ganked");
    const last = (events: readonly Updated[]) =>
      mailsOf(events).filter(({ zkillboard }) =>
        zkillboard.labels.includes("pvp"),
      );
    await until("the last one came to all", () =>
      [hers, his, anybodys].every(({ events }) =>
        last(events).some((mail) => mail.id === String(open)),
      ),
    );
    expect(last(hers.events).map((mail) => mail.id)).toEqual([
      String(own),
      String(open),
    ]);
    for (const others of [his, anybodys])
      expect(last(others.events)).toEqual([
        {
          id: String(open),
          revision: expect.any(Number) as number,
          zkillboard: {
            labels: ["ganked", "pvp"],
            totalValue: "12345.60",
            points: 7,
          },
        },
      ]);

    const cursor = his.events.at(-1)?.killmailUpdated.cursor;
    for (const listening of [hers, his, anybodys]) await listening.stop();
    const other = await show(null);
    await label(open, "padding");
    await label(other, "pvp");
    const filter = { involved: ["98000001"] };
    const again = await subscribe(bob.cookie, { after: cursor, filter });
    const events = await again.received(2);
    expect(mailsOf(events).map((mail) => mail.id)).toEqual([
      String(open),
      String(other),
    ]);
    expect(again.errors).toEqual([]);
    await again.stop();
  });
});

it("of one mail alone, and of one that is not the listener's nothing", async () => {
  const alice = await site.pilot(2110004000);
  const [own, other, open] = [
    await show(alice.grantId),
    await show(alice.grantId),
    await show(null),
  ];
  const ofOne = `subscription ($killmailId: ID, $after: String) {
    killmailUpdated(killmailId: $killmailId, after: $after) {
      cursor killmail { id revision zkillboard { labels totalValue points } }
    }
  }`;
  const subscribe = (cookie: string | undefined, killmailId: number) =>
    listenBySocket<Updated>(site.url, ofOne, {
      variables: { killmailId },
      ...(cookie !== undefined && { cookie }),
    });
  const hers = await subscribe(alice.cookie, own);
  const spys = await subscribe(undefined, own);
  const openly = await subscribe(undefined, open);
  await until("they stand", async () => {
    await label(other, `round ${seconds}`);
    await label(own, `round ${seconds}`);
    await label(open, `round ${seconds}`);
    return hers.events.length > 0 && openly.events.length > 0;
  });
  const ids = (events: readonly Updated[]) => [
    ...new Set(mailsOf(events).map((mail) => mail.id)),
  ];
  expect(ids(hers.events)).toEqual([String(own)]);
  expect(ids(openly.events)).toEqual([String(open)]);
  expect(spys.events).toEqual([]);
  const wrong = await listenBySocket<Updated>(site.url, ofOne, {
    variables: { killmailId: "x" },
  });
  await until("it is refused", () => wrong.errors.length > 0);
  for (const listening of [hers, spys, openly, wrong]) await listening.stop();
});

it("of several changes that come together the last one is told", async () => {
  const open = await show(null);
  const start = await site.app.killmails.lastSequence();
  for (const one of ["a", "b", "c"]) await label(open, one);
  const listening = await listenBySocket<Updated>(site.url, updated, {
    variables: {
      after: Buffer.from(`event:${start}`).toString("base64url"),
    },
  });
  const events = await listening.received(1);
  expect(mailsOf(events)).toMatchObject([
    { id: String(open), revision: 4, zkillboard: { labels: ["c"] } },
  ]);
  await listening.stop();
});

it("zKillboard's figures are of the very mail, under its hash", async () => {
  const open = await show(null);
  const query = `query ($id: ID!) { killmail(id: $id) { revision zkillboard {
    totalValue fittedValue droppedValue destroyedValue points locationId isNpc isSolo isAwox labels updatedAt } } }`;
  const read = () => ask(site.url, query, { variables: { id: String(open) } });
  expect((await read()).data).toEqual({
    killmail: { revision: 1, zkillboard: null },
  });
  await label(open, "solo");
  expect((await read()).data).toMatchObject({
    killmail: {
      revision: 2,
      zkillboard: {
        totalValue: "12345.60",
        fittedValue: null,
        labels: ["solo"],
      },
    },
  });
  await site.app.database.pool.query(
    "UPDATE zkillboard_figures SET hash = decode(repeat('00', 20), 'hex') WHERE killmail_id = $1",
    [open],
  );
  expect((await read()).data).toMatchObject({ killmail: { zkillboard: null } });
});

it("how the live feed goes is for everybody to see", async () => {
  const query = `{ liveFeed { state message lastSequence behindBy lastKillmailAt oddities(first: 5) { sequence kind killmailId reason noticedAt } } }`;
  expect((await ask(site.url, query)).data).toEqual({
    liveFeed: {
      state: "STOPPED",
      message: expect.stringContaining("worker:live-feed") as string,
      lastSequence: null,
      behindBy: 0,
      lastKillmailAt: null,
      oddities: [],
    },
  });
  const tooMany = await ask(
    site.url,
    "{ liveFeed { oddities(first: 1000) { reason } } }",
  );
  expect(tooMany.errors).toHaveLength(1);
});
