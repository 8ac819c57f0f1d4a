import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventKillmail } from "../features/killmails/test-support/invent-killmail.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

let site: ApiSite;
let alice: Pilot;
let bob: Pilot;

const alicesMails = [1001, 1002, 1003, 1004, 1005, 1006, 1007];
const bobsMail = 1500;
const publicMail = 3001;

beforeAll(async () => {
  site = await startApiSite();
  alice = await site.pilot(2110000001);
  bob = await site.pilot(2110000099);
  await site.show(
    alice.grantId,
    ...alicesMails.map((id) => inventKillmail(id)),
  );
  // Between Alice's in time, by nobody that any other mail names.
  await site.show(
    bob.grantId,
    inventKillmail(bobsMail, {
      killmail_time: inventKillmail(1004).killmail_time,
      victim: { character_id: 2110000099, damage_taken: 1, ship_type_id: 670 },
      attackers: [],
    }),
  );
  await site.show(null, inventKillmail(publicMail));
  await site.app.database.prisma.entity.createMany({
    data: [
      [2110000001, "character"] as const,
      [2110000002, "character"] as const,
      [2110000099, "character"] as const,
      [98000001, "corporation"] as const,
      [99000002, "alliance"] as const,
    ].map(([id, kind]) => ({
      id,
      kind,
      name: `Name of ${id}`,
      createdAt: new Date(),
    })),
  });
});
afterAll(() => site.close());

interface Ids {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    endCursor: string | null;
  };
}

const page = `query ($first: Int, $after: String, $filter: KillmailFilter) {
  killmails(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function list(
  pilot: Pilot | null,
  variables: object = {},
): Promise<Ids & { ids: number[] }> {
  const answer = await ask(site.url, page, {
    variables,
    ...(pilot && { cookie: pilot.cookie }),
  });
  expect(answer.errors).toBeUndefined();
  const ids = answer.data?.["killmails"] as Ids;
  return { ...ids, ids: ids.edges.map(({ node }) => Number(node.id)) };
}

const pageKey = (key: string) =>
  Buffer.from(`killmail:${key}`).toString("base64url");

describe("lists", () => {
  it("page by keyset, newest first, to their end", async () => {
    const seen: number[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 4; pages++) {
      const answer = await list(alice, { first: 3, after });
      seen.push(...answer.ids);
      expect(answer.pageInfo.hasPreviousPage).toBe(after !== null);
      after = answer.pageInfo.endCursor;
      if (!answer.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual([publicMail, ...alicesMails.toReversed()]);
  });

  it("say nothing of mails that are invisible, neither in a page nor in hasNextPage", async () => {
    expect(await list(null, { first: 1 })).toMatchObject({
      ids: [publicMail],
      pageInfo: { hasNextPage: false },
    });
    expect((await list(bob)).ids).toEqual([publicMail, bobsMail]);
    expect((await list(alice)).ids).not.toContain(bobsMail);
    const involved = { filter: { involved: ["2110000099"] } };
    expect((await list(alice, involved)).ids).toEqual([]);
    expect((await list(bob, involved)).ids).toEqual([bobsMail]);
  });

  it("hold every clause of a filter", async () => {
    const filter = { victim: ["2110000001"], attacker: ["99000002"] };
    expect((await list(alice, { filter })).ids).toHaveLength(8);
    const none = { ...filter, involved: ["1"] };
    expect((await list(alice, { filter: none })).ids).toEqual([]);
  });

  it.each([
    [{ first: 0 }, "first"],
    [{ first: 101 }, "first"],
    [{ after: "nonsense" }, "after"],
    [{ after: pageKey("1") }, "after"],
    // What no date and no id can be.
    [{ after: pageKey("9999999999999999:1") }, "after"],
    [{ after: pageKey("8640000000001:1") }, "after"],
    [{ after: pageKey("8640000000000:1") }, "after"],
    [{ after: pageKey("1:99999999999999") }, "after"],
    [{ filter: { involved: ["-1"] } }, "filter.involved"],
    [{ filter: { victim: Array<string>(101).fill("1") } }, "filter.victim"],
  ])("refuse %o with a code and a sentence", async (variables, name) => {
    const answer = await ask(site.url, page, { variables });
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    expect(answer.errors?.[0]?.message).toContain(name);
  });
});

describe("look-ups", () => {
  const killmail = "query ($id: ID!) { killmail(id: $id) { id } }";
  const entities = `query ($character: ID!, $corporation: ID!, $alliance: ID!) {
    character(id: $character) { id name killmails { edges { node { id } } } }
    corporation(id: $corporation) { id name }
    alliance(id: $alliance) { id name }
  }`;

  it.each(["1", String(bobsMail), "2147483648", "9007199254740991"])(
    "answer null for killmail %s, unknown or invisible alike",
    async (id) => {
      const { cookie } = alice;
      const answer = await ask(site.url, killmail, {
        variables: { id },
        cookie,
      });
      expect(answer).toMatchObject({ data: { killmail: null } });
      expect(answer.errors).toBeUndefined();
    },
  );

  it.each(["", "abc", "-5", "007", "1.5", "99999999999999999"])(
    "refuse %o, which is no id",
    async (id) => {
      const answer = await ask(site.url, killmail, { variables: { id } });
      expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    },
  );

  it("know entities of visible mails only, and by their kind", async () => {
    const variables = {
      character: "2110000002",
      corporation: "98000001",
      alliance: "99000002",
    };
    const known = await ask(site.url, entities, { variables });
    expect(known.data).toEqual({
      character: {
        id: "2110000002",
        name: "Name of 2110000002",
        killmails: { edges: [{ node: { id: String(publicMail) } }] },
      },
      corporation: { id: "98000001", name: "Name of 98000001" },
      alliance: { id: "99000002", name: "Name of 99000002" },
    });
    const mixed = await ask(site.url, entities, {
      variables: {
        character: "98000001",
        corporation: "99000002",
        alliance: "2110000002",
      },
    });
    expect(mixed.data).toEqual({
      character: null,
      corporation: null,
      alliance: null,
    });
  });

  it("hide whom only invisible mails name", async () => {
    const query = "query ($id: ID!) { character(id: $id) { id name } }";
    const of = async (cookie?: string) =>
      (
        await ask(site.url, query, {
          variables: { id: "2110000099" },
          ...(cookie !== undefined && { cookie }),
        })
      ).data;
    expect(await of()).toEqual({ character: null });
    expect(await of(alice.cookie)).toEqual({ character: null });
    expect(await of(bob.cookie)).toEqual({
      character: { id: "2110000099", name: "Name of 2110000099" },
    });
  });
});
