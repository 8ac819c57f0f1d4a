import { afterAll, beforeAll, expect, it } from "vitest";
import { id, type CharacterId } from "../kernel/index.ts";
import {
  startApiSite,
  type ApiSite,
  type Pilot,
} from "./test-support/api-site.ts";
import { ask, codes } from "./test-support/ask.ts";

const admin = 2_112_000_001;
let site: ApiSite;
let operator: Pilot;
let pilot: Pilot;

beforeAll(async () => {
  site = await startApiSite({ env: { ADMIN_CHARACTER_IDS: String(admin) } });
  operator = await site.pilot(admin);
  pilot = await site.pilot(2_112_000_002);
});
afterAll(() => site.close());

async function fail(count: number): Promise<void> {
  const { prisma } = site.app.database;
  const now = site.app.clock.now();
  await prisma.outbox.deleteMany();
  for (let number = 0; number < count; number++)
    await prisma.outbox.create({
      data: {
        task: "fetch-killmail",
        version: 1,
        payload: { killmailId: number, hash: "0".repeat(40) },
        priority: 2,
        dueAt: now,
        createdAt: now,
        attempt: 10,
        lastError: `Reason ${number}`,
        // Two at the same moment, so that ids decide.
        deadAt: new Date(now.getTime() - Math.floor(number / 2) * 1000),
      },
    });
}
const query = `query($first: Int, $after: String) {
  deadLetters(first: $first, after: $after) {
    edges { cursor node { id task payload attempts reason deadAt createdAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;
interface Page {
  edges: { node: { id: string; reason: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
async function page(after?: string, first = 2): Promise<Page> {
  const { cookie } = operator;
  const answer = await ask(site.url, query, {
    cookie,
    variables: { first, after },
  });
  return answer.data?.["deadLetters"] as Page;
}

it("says who is an admin", async () => {
  const isAdmin = async ({ cookie }: Pilot) =>
    (await ask(site.url, "{ me { isAdmin } }", { cookie })).data;
  expect(await isAdmin(operator)).toEqual({ me: { isAdmin: true } });
  expect(await isAdmin(pilot)).toEqual({ me: { isAdmin: false } });
  expect(id<CharacterId>(admin)).toBe(operator.characterId);
});

it("lists them to admins, page by page", async () => {
  await fail(5);
  const seen: string[] = [];
  let after: string | undefined;
  for (;;) {
    const { edges, pageInfo } = await page(after);
    seen.push(...edges.map(({ node }) => node.reason));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(seen).toEqual([1, 0, 3, 2, 4].map((number) => `Reason ${number}`));
});

it("gives one its attempts again, or drops it, once", async () => {
  await fail(2);
  const { edges } = await page();
  const [replayed, dropped] = edges.map(({ node }) => node.id);
  const { cookie } = operator;
  const act = (name: string, letter: string | undefined) =>
    ask(site.url, `mutation { ${name}(id: "${letter ?? ""}") }`, { cookie });
  expect((await act("replayDeadLetter", replayed)).data).toEqual({
    replayDeadLetter: true,
  });
  expect((await act("dropDeadLetter", dropped)).data).toEqual({
    dropDeadLetter: true,
  });
  expect(codes(await act("replayDeadLetter", replayed))).toEqual(["NOT_FOUND"]);
  expect(codes(await act("dropDeadLetter", dropped))).toEqual(["NOT_FOUND"]);
  expect(codes(await act("dropDeadLetter", "x"))).toEqual(["BAD_USER_INPUT"]);
  expect((await page()).edges).toEqual([]);
  const { prisma } = site.app.database;
  expect(await prisma.outbox.findMany()).toMatchObject([
    { id: BigInt(replayed ?? 0), deadAt: null, attempt: 0 },
  ]);
});

it("is refused to everybody else, whether there is such a letter or not", async () => {
  await fail(1);
  const [letter] = (await page()).edges;
  for (const operation of [
    "{ deadLetters { edges { node { id } } } }",
    `mutation { replayDeadLetter(id: "${letter?.node.id ?? ""}") }`,
    `mutation { dropDeadLetter(id: "${letter?.node.id ?? ""}") }`,
    `mutation { dropDeadLetter(id: "987654321") }`,
  ]) {
    const { cookie } = pilot;
    const refused = await ask(site.url, operation, { cookie });
    expect([codes(refused), refused.data]).toEqual([["FORBIDDEN"], null]);
    expect(codes(await ask(site.url, operation))).toEqual(["UNAUTHENTICATED"]);
  }
  expect((await page()).edges).toHaveLength(1);
});
