import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import {
  createMovableClock,
  type MovableClock,
  UnavailableError,
} from "../../../kernel/index.ts";
import { createZkillboard } from "./create-zkillboard.ts";
import { ZkillboardRefusedError } from "./zkillboard.ts";

const spacingMs = 1_000;
const pilot = { kind: "character", id: 95877094 } as const;
const hash = "349571831ca127c015bc34050b4c02b29927827d";
const whole = {
  killmail_id: 7,
  killmail_time: "2021-11-28T10:00:00Z",
  solar_system_id: 30000142,
  victim: { ship_type_id: 587, damage_taken: 1, items: [] },
  attackers: [],
};
const zkb = { hash, totalValue: 60633419.79, labels: ["pvp"] };

let db: TestDatabase;
let clock: MovableClock;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  clock = createMovableClock({ now: () => new Date("2021-12-07T12:00:00Z") });
  await db.database.prisma.hostPace.deleteMany();
});

/** A client, as any process of the site has one, and what it asked for. */
function client(answer: () => Response | Promise<Response>) {
  const asked: string[] = [];
  const agents: (string | null)[] = [];
  const zkillboard = createZkillboard({
    baseUrl: "https://zkillboard.test",
    userAgent: "KillReport/1 (pilot@example.org)",
    clock,
    database: db.database,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      asked.push(request.url);
      agents.push(request.headers.get("user-agent"));
      return Promise.resolve(answer());
    },
  });
  return { zkillboard, asked, agents };
}

describe("what is asked for", () => {
  it("is a month of an entity, page by page, with the slash zKillboard wants", async () => {
    const { zkillboard, asked, agents } = client(() => Response.json([]));
    const page = await zkillboard.month(pilot, "2021-03", 2);
    expect(asked).toEqual([
      "https://zkillboard.test/api/characterID/95877094/year/2021/month/3/page/2/",
    ]);
    expect(agents).toEqual(["KillReport/1 (pilot@example.org)"]);
    expect(page).toEqual({
      mails: [],
      expiresAt: new Date("2021-12-07T13:00:00Z"),
    });
  });

  it("is a single mail, which may be none", async () => {
    const { zkillboard, asked } = client(() => Response.json([]));
    expect(await zkillboard.killmail(7)).toBeNull();
    expect(asked).toEqual(["https://zkillboard.test/api/killID/7/"]);
  });
});

describe("what comes back", () => {
  it("is a whole mail without zKillboard's own part, or a reference alone", async () => {
    const reference = { killmail_id: 8, zkb: { ...zkb, hash: "8" } };
    const { zkillboard } = client(() =>
      Response.json([{ ...whole, zkb }, reference, { killmail_id: "9" }]),
    );
    const { mails } = await zkillboard.month(pilot, "2021-11", 1);
    expect(mails).toEqual([
      { killmailId: 7, hash, esi: whole, zkb },
      { killmailId: 8, hash: "8", esi: null, zkb: { ...zkb, hash: "8" } },
      { killmailId: 0, hash: '{"killmail_id":"9"}', esi: null, zkb: null },
    ]);
  });

  it("may be gzipped", async () => {
    const server = createServer((request, response) => {
      const { "accept-encoding": wanted } = request.headers;
      response.setHeader("content-encoding", "gzip");
      response.end(
        wanted?.includes("gzip") === true
          ? gzipSync(JSON.stringify([{ ...whole, zkb }]))
          : "",
      );
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const { zkillboard } = client(() => fetch(`http://127.0.0.1:${port}/`));
    expect(await zkillboard.killmail(7)).toMatchObject({ hash, esi: whole });
    server.close();
  });

  it("is refused with zKillboard's words, although it says 200", async () => {
    const { zkillboard } = client(() =>
      Response.json({ error: "Invalid type or id" }),
    );
    const asked = zkillboard.month(pilot, "2021-11", 1);
    await expect(asked).rejects.toThrow(ZkillboardRefusedError);
    await expect(asked).rejects.toThrow("Invalid type or id");
  });
});

describe("the pace", () => {
  it("is one request a second, whichever process asks", async () => {
    const one = client(() => Response.json([]));
    const other = client(() => Response.json([]));
    await one.zkillboard.killmail(1);
    const early = other.zkillboard.killmail(2);
    await expect(early).rejects.toThrow(UnavailableError);
    await expect(early).rejects.toMatchObject({
      retryAt: new Date(clock.now().getTime() + spacingMs),
    });
    expect(other.asked).toEqual([]);
    clock.advance(spacingMs);
    await other.zkillboard.killmail(2);
    expect(other.asked).toHaveLength(1);
  });

  it("lets one of many through at a time", async () => {
    const { zkillboard, asked } = client(() => Response.json([]));
    const calls = Array.from({ length: 8 }, (_, at) =>
      zkillboard.killmail(at + 1).catch(() => "too early"),
    );
    const answers = await Promise.all(calls);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });
});

describe("many who are in no hurry", () => {
  it("take turns: each is told a moment of its own, and finds the way free then", async () => {
    const { zkillboard, asked } = client(() => Response.json([]));
    const page = () => zkillboard.month(pilot, "2021-11", 1);
    const startedAt = clock.now().getTime();
    await page();
    const moments: number[] = [(await zkillboard.nextTurn()).getTime()];
    for (let count = 0; count < 5; count++)
      await page().catch((error: unknown) =>
        moments.push((error as UnavailableError).retryAt?.getTime() ?? 0),
      );
    expect(moments.map((moment) => moment - startedAt)).toEqual([
      1_000, 2_000, 3_000, 4_000, 5_000, 6_000,
    ]);
    for (let count = 0; count < moments.length; count++) {
      clock.advance(spacingMs);
      await page();
    }
    expect(asked).toHaveLength(7);
  });

  it("let somebody who waits go first", async () => {
    const { zkillboard } = client(() => Response.json([]));
    await zkillboard.month(pilot, "2021-11", 1);
    for (let count = 0; count < 9; count++) await zkillboard.nextTurn();
    await expect(zkillboard.killmail(1)).rejects.toMatchObject({
      retryAt: new Date(clock.now().getTime() + spacingMs),
    });
  });

  it("come back after an outage one after the other", async () => {
    const away = client(() => status(503));
    const error = await away.zkillboard
      .month(pilot, "2021-11", 1)
      .catch((caught: unknown) => caught as UnavailableError);
    const { zkillboard } = client(() => Response.json([]));
    const again = (error as UnavailableError).retryAt?.getTime() ?? 0;
    expect((await zkillboard.nextTurn()).getTime()).toBe(again);
    expect((await zkillboard.nextTurn()).getTime()).toBe(again + spacingMs);
  });
});

const minutes = (count: number) => count * 60_000;
const status = (code: number, headers: Record<string, string> = {}) =>
  new Response("no", { status: code, headers });

describe("zKillboard in trouble is left alone by all processes", () => {
  it.each<[string, () => Response | Promise<Response>, number]>([
    ["too many requests", () => status(429), minutes(1)],
    [
      "too many, and says for how long",
      () => status(429, { "retry-after": "120" }),
      minutes(2),
    ],
    ["not let in", () => status(403), minutes(60)],
    [
      "sent away",
      () => status(302, { location: "/api/blocked.json" }),
      minutes(60),
    ],
    ["overloaded", () => status(503), minutes(5)],
    ["broken", () => status(502), minutes(1)],
    [
      "a web page",
      () =>
        new Response("<html>", { headers: { "content-type": "text/html" } }),
      minutes(5),
    ],
    ["no JSON", () => new Response("[{"), minutes(5)],
    ["no list", () => Response.json(7), minutes(5)],
    ["no answer", () => Promise.reject(new Error("reset")), minutes(1)],
  ])("%s", async (_, answer, waitMs) => {
    const retryAt = new Date(clock.now().getTime() + waitMs);
    const { zkillboard } = client(answer);
    await expect(zkillboard.killmail(1)).rejects.toMatchObject({
      name: "UnavailableError",
      retryAt,
    });
    const other = client(() => Response.json([]));
    clock.advance(waitMs - 1);
    await expect(other.zkillboard.killmail(1)).rejects.toMatchObject({
      retryAt,
      message: expect.stringContaining("zKillboard") as string,
    });
    expect(other.asked).toEqual([]);
    clock.advance(1);
    expect(await other.zkillboard.killmail(1)).toBeNull();
  });
});
