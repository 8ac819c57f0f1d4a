import { describe, expect, it } from "vitest";
import {
  type CharacterId,
  type CorporationId,
  createMovableClock,
  id,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import type { EsiCall } from "./budget/esi-budget.ts";
import { createEsi } from "./create-esi.ts";
import type { Esi } from "./esi.ts";
import { EsiRefusedError } from "./esi-refused-error.ts";

const now = new Date("2026-11-21T15:00:00Z");
const pilot = id<CharacterId>(95);
const corporation = id<CorporationId>(98);
const own = { characterId: pilot, token: "secret", priority: "live" } as const;

/** What goes out, and on whose account. */
function record(answer: () => Response) {
  const calls: EsiCall[] = [];
  const asked: string[] = [];
  const clock = createMovableClock({ now: () => now });
  const esi = createEsi({
    baseUrl: "http://esi.test/",
    userAgent: "KillReport/1 (pilot@example.org)",
    applicationId: "app",
    clock,
    log: silentLogger,
    budget: {
      reserve: (call) => {
        calls.push(call);
        const until = new Date(clock.now().getTime() + 10_000);
        return Promise.resolve({ id: "1", call, until });
      },
      settle: () => Promise.resolve(null),
    },
    fetch: (input, init) => {
      const { method, url, headers } = new Request(input, init);
      const whose = headers.get("authorization") ?? "nobody";
      const etag = headers.get("if-none-match") ?? "";
      const line = `${method} ${url.replace("http://esi.test", "")} ${whose}`;
      asked.push(`${line} ${etag}`.trim());
      return Promise.resolve(answer());
    },
  });
  return { esi, calls, asked, clock };
}

const mine = { subject: "app:95", priority: "live" };
const everybody = { subject: "address", priority: "recent" };

describe("each call goes to its route, on its own account", () => {
  it.each<[string, (esi: Esi) => Promise<unknown>, unknown, object, string]>([
    [
      "a character's list",
      (esi) => esi.characterKillmails({ ...own, page: 2 }),
      [],
      { ...mine, group: "char-killmail" },
      "GET /characters/95/killmails/recent?page=2 Bearer secret",
    ],
    [
      "a corporation's list",
      (esi) =>
        esi.corporationKillmails({
          ...own,
          corporationId: corporation,
          page: 1,
        }),
      [],
      { ...mine, group: "corp-killmail" },
      "GET /corporations/98/killmails/recent?page=1 Bearer secret",
    ],
    [
      "roles",
      (esi) => esi.characterRoles(own),
      { roles: ["Director"] },
      { ...mine, group: "char-detail" },
      "GET /characters/95/roles Bearer secret",
    ],
    [
      "a character",
      (esi) => esi.character(pilot, "recent"),
      { name: "Pilot", corporation_id: 98, title_of_2027: "new" },
      { ...everybody, group: null },
      "GET /characters/95 nobody",
    ],
    [
      "a mail",
      (esi) => esi.fetchBody({ killmailId: 1, hash: "ab" }, "recent"),
      {},
      { ...everybody, group: "killmail" },
      "GET /killmails/1/ab nobody",
    ],
    [
      "names",
      (esi) => esi.names([1, 2], "recent"),
      [],
      { ...everybody, group: null },
      "POST /universe/names nobody",
    ],
  ])("%s", async (_, ask, body, call, line) => {
    const { esi, calls, asked } = record(() => Response.json(body));
    await ask(esi);
    expect(calls).toEqual([expect.objectContaining(call)]);
    expect(asked).toEqual([line]);
  });
});

it("hands on an entry of a list that is no reference, instead of refusing the list", async () => {
  const hash = "a".repeat(40);
  const { esi } = record(() =>
    Response.json([
      { killmail_id: 7, killmail_hash: hash },
      { killmail_id: 8 },
      { killmail_id: "nine", killmail_hash: hash },
      null,
    ]),
  );
  const answer = await esi.characterKillmails({ ...own, page: 1 });
  expect(answer.status === 200 && answer.body).toEqual([
    { killmail_id: 7, killmail_hash: hash },
    { killmail_id: 8, killmail_hash: '{"killmail_id":8}' },
    {
      killmail_id: 0,
      killmail_hash: `{"killmail_id":"nine","killmail_hash":"${hash}"}`,
    },
    { killmail_id: 0, killmail_hash: "null" },
  ]);
});

it("asks for roles again once ESI's answer has expired, and then by its ETag", async () => {
  const headers = { etag: '"1"', "cache-control": "public, max-age=3600" };
  const answers = [
    Response.json({ roles: ["Director"] }, { headers }),
    new Response(null, { status: 304, headers }),
  ];
  const { esi, asked, clock } = record(
    () => answers.shift() ?? Response.error(),
  );
  for (const minutes of [0, 59, 1, 59]) {
    clock.advance(minutes * 60_000);
    const { body } = await esi.characterRoles(own);
    expect(body.roles).toEqual(["Director"]);
  }
  const line = "GET /characters/95/roles Bearer secret";
  expect(asked).toEqual([line, `${line} "1"`]);
});

it("takes no roles for none", async () => {
  const { esi } = record(() => Response.json({}));
  expect((await esi.characterRoles(own)).body.roles).toEqual([]);
});

it.each([
  [401, UnavailableError],
  [403, UnavailableError],
  [404, EsiRefusedError],
  [422, EsiRefusedError],
])(
  "a mail refused with %d: the reference's fault, or ours",
  async (status, kind) => {
    const { esi } = record(() => Response.json({ error: "no" }, { status }));
    await expect(
      esi.fetchBody({ killmailId: 1, hash: "ab" }, "live"),
    ).rejects.toBeInstanceOf(kind);
  },
);
