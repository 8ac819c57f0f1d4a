import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { silentLogger } from "../kernel/index.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask, codes, readAnswer } from "./test-support/ask.ts";
import { listenBySocket } from "./test-support/listen-by-socket.ts";

let site: ApiSite;
let alice: Pilot;
const logged: object[] = [];

beforeAll(async () => {
  site = await startApiSite({
    app: { log: { ...silentLogger, error: (fields) => logged.push(fields) } },
  });
  alice = await site.pilot(2110000001);
});
afterAll(() => site.close());

const me = "{ me { id } }";

function post(
  headers: Record<string, string>,
  body = JSON.stringify({ query: me }),
): Promise<Response> {
  return fetch(`${site.url}/graphql`, { method: "POST", headers, body });
}

describe("a POST", () => {
  it("with a session needs the header that a foreign page can not send", async () => {
    const json = { "content-type": "application/json", cookie: alice.cookie };
    const refused = await readAnswer(await post(json));
    expect([refused.status, codes(refused)]).toEqual([403, ["CSRF"]]);
    const taken = await post({ ...json, "x-killreport-csrf": "1" });
    expect((await readAnswer(taken)).data).toEqual({
      me: { id: String(alice.accountId) },
    });
  });

  it("of a script without a session needs nothing but JSON", async () => {
    const answer = await post({ "content-type": "application/json" });
    expect((await readAnswer(answer)).data).toEqual({ me: null });
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
  ])("of %s is not taken", async (type) => {
    const answer = await post({
      "content-type": type,
      "x-killreport-csrf": "1",
    });
    expect(answer.status).toBe(415);
  });

  it("with many operations at once is not taken", async () => {
    const answer = await post(
      { "content-type": "application/json" },
      JSON.stringify([{ query: me }, { query: me }]),
    );
    expect(answer.status).toBe(400);
  });

  it("with a session that is over is one of nobody", async () => {
    const cookie = `killreport_session=${"a".repeat(43)}`;
    expect((await ask(site.url, me, { cookie })).data).toEqual({ me: null });
  });
});

describe("a GET", () => {
  const get = (query: string) =>
    fetch(`${site.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: "application/json", cookie: alice.cookie },
    });

  it("reads", async () => {
    const answer = await get(me);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect((await readAnswer(answer)).data).toEqual({
      me: { id: String(alice.accountId) },
    });
  });

  it("changes nothing", async () => {
    expect((await get("mutation { logout }")).status).toBe(405);
    const still = await ask(site.url, me, { cookie: alice.cookie });
    expect(still.data?.["me"]).not.toBeNull();
  });
});

describe("an operation", () => {
  it("that is too deep does not run", async () => {
    const deep = (levels: number): string =>
      levels === 0
        ? "id"
        : `character { killmails { edges { node { victim { ${deep(levels - 1)} } } } } }`;
    const answer = await ask(
      site.url,
      `{ killmails { edges { node { victim { ${deep(3)} } } } } }`.replace(
        "{ id }",
        "{ damageTaken }",
      ),
    );
    expect(codes(answer)).toEqual(["OPERATION_TOO_LARGE"]);
    expect(answer.errors?.[0]?.message).toMatch(/deep/);
  });

  it("that could bring too much does not run, with its variables counted", async () => {
    const query = `query ($first: Int) { killmails(first: $first) { edges { node { attackers(first: $first) { edges { node { damageDone isFinalBlow ship { name } weapon { name } } } } } } } }`;
    const small = await ask(site.url, query, { variables: { first: 10 } });
    expect(small.errors).toBeUndefined();
    const large = await ask(site.url, query, { variables: { first: 100 } });
    expect(codes(large)).toEqual(["OPERATION_TOO_LARGE"]);
  });

  it("that is too long is not read", async () => {
    const answer = await ask(
      site.url,
      `{ ${"site { version } ".repeat(2000)}}`,
    );
    expect(codes(answer)).toEqual(["OPERATION_TOO_LARGE"]);
    const tokens = await ask(site.url, `{ ${"me{id}".repeat(1500)}}`);
    expect(tokens.errors?.[0]?.message).toMatch(/token/i);
  });

  it("may ask for the schema", async () => {
    const answer = await ask(
      site.url,
      "{ __schema { queryType { fields { name description } } } }",
    );
    expect(answer.errors).toBeUndefined();
  });

  it("of wrong words says which", async () => {
    expect(codes(await ask(site.url, "{ nonsense }"))).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
    ]);
    expect(codes(await ask(site.url, "{ me "))).toEqual([
      "GRAPHQL_PARSE_FAILED",
    ]);
    const variables = { first: "many" };
    expect(
      codes(
        await ask(
          site.url,
          "query ($first: Int) { killmails(first: $first) { pageInfo { hasNextPage } } }",
          { variables },
        ),
      ),
    ).toEqual(["BAD_USER_INPUT"]);
  });

  it("that fails for a bug says its number and nothing else", async () => {
    const broken = {
      ...site.app.operations,
      workerStatus: () => Promise.reject(new Error("a secret of ours")),
    };
    const other = await startApiSite({
      app: {
        log: { ...silentLogger, error: (fields) => logged.push(fields) },
        wrapDriver: (driver) => ({ ...driver, counts: broken.workerStatus }),
      },
    });
    const query = "{ workerStatus { queueName } }";
    const answer = await ask(other.url, query);
    const socket = await listenBySocket(other.url, query);
    await until("it failed there too", () => socket.errors.length > 0);
    expect(JSON.stringify(socket.errors)).toContain("INTERNAL");
    expect(JSON.stringify(socket.errors)).not.toContain("a secret of ours");
    await socket.stop();
    await other.close();
    const error = answer.errors?.[0];
    expect(JSON.stringify(answer)).not.toContain("a secret of ours");
    expect(error?.extensions?.["code"]).toBe("INTERNAL");
    const errorId = error?.extensions?.["errorId"];
    expect(error?.message).toContain(errorId);
    expect(logged).toContainEqual(expect.objectContaining({ errorId }));
  });
});

describe("what a pilot may not do", () => {
  it.each([
    ["logged out", null, "2110000001", "UNAUTHENTICATED"],
    ["a foreign character", "alice", "2110000099", "FORBIDDEN"],
    ["no id", "alice", "x", "BAD_USER_INPUT"],
  ])("requestSync, %s", async (_, who, characterId, code) => {
    const answer = await ask(
      site.url,
      "mutation ($id: ID!) { requestSync(characterId: $id) { id } }",
      {
        variables: { id: characterId },
        ...(who && { cookie: alice.cookie }),
      },
    );
    expect(codes(answer)).toEqual([code]);
  });

  it("unlinkCharacter of somebody else", async () => {
    await site.pilot(2110000098);
    const answer = await ask(
      site.url,
      `mutation { unlinkCharacter(characterId: "2110000098") { id } }`,
      { cookie: alice.cookie },
    );
    expect(codes(answer)).toEqual(["NOT_LINKED"]);
  });
});

describe("logging out", () => {
  it("ends the session and takes the cookie out of the browser", async () => {
    const pilot = await site.pilot(2110000050);
    const { cookie } = pilot;
    const answer = await ask(site.url, "mutation { logout }", { cookie });
    expect(answer.data).toEqual({ logout: true });
    expect(answer.headers.getSetCookie().join()).toMatch(
      /killreport_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/,
    );
    expect((await ask(site.url, me, { cookie })).data).toEqual({ me: null });
  });
});

describe("asking too often", () => {
  it("is refused with how long to wait, for one account alone", async () => {
    // Twenty seconds into a minute, and time stands still.
    const now = new Date("2026-11-21T12:00:20Z");
    const strict = await startApiSite({
      app: { clock: { now: () => now } },
      api: { requestLimits: { operationsPerMinute: 3, loginsPerMinute: 0 } },
    });
    const { cookie } = await strict.pilot(2110000060);
    for (let asked = 0; asked < 3; asked++)
      expect((await ask(strict.url, me, { cookie })).status).toBe(200);
    const refused = await ask(strict.url, me, { cookie });
    expect(refused.status).toBe(429);
    expect(codes(refused)).toEqual(["RATE_LIMITED"]);
    expect(refused.headers.get("retry-after")).toBe("40");
    expect((await ask(strict.url, me)).status).toBe(200);
    expect((await fetch(`${strict.url}/auth/login`)).status).toBe(429);
    await strict.close();
  });
});
