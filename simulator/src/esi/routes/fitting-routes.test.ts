import { expect, it } from "vitest";
import type { Simulator } from "../../simulator.ts";
import {
  control,
  esi,
  login,
  pilot,
  testSimulator,
} from "../../testing/test-simulator.ts";

const write = "esi-fittings.write_fittings.v1";
const read = "esi-fittings.read_fittings.v1";
const path = `/characters/${pilot}/fittings`;

const rifter = {
  name: "Fast",
  description: "",
  ship_type_id: 587,
  items: [{ flag: "LoSlot0", quantity: 1, type_id: 2048 }],
};

async function tokenOf(simulator: Simulator, scope: string): Promise<string> {
  return (await login(simulator, pilot, `publicData ${scope}`)).access_token;
}

it("saves a fit, and lists it once the list's cache has expired", async () => {
  const simulator = await testSimulator();
  const token = await tokenOf(simulator, `${write} ${read}`);
  expect(await (await esi(simulator, path, { token })).json()).toEqual([]);
  const answer = await esi(simulator, path, { token, body: rifter });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-ratelimit-group")).toBe("fitting");
  const { fitting_id } = (await answer.json()) as { fitting_id: number };
  const saved = [{ fitting_id, ...rifter }];
  expect(await (await esi(simulator, path, { token })).json()).toEqual([]);
  expect(
    await (await control(simulator, `/characters/${pilot}/fittings`)).json(),
  ).toEqual(saved);
  simulator.clock.advance(301_000);
  expect(await (await esi(simulator, path, { token })).json()).toEqual(saved);
});

it("leaves out what is marked invalid, and takes nothing else amiss", async () => {
  const simulator = await testSimulator();
  const token = await tokenOf(simulator, write);
  const items = [
    ...rifter.items,
    { flag: "Invalid", quantity: 1, type_id: 999_999_999 },
  ];
  const answer = await esi(simulator, path, {
    token,
    body: { ...rifter, items },
  });
  expect(answer.status).toBe(201);
  const [saved] = (await (
    await control(simulator, `/characters/${pilot}/fittings`)
  ).json()) as { items: unknown[] }[];
  expect(saved?.items).toEqual(rifter.items);
});

it.each([
  ["no name", { name: "" }],
  ["a name too long", { name: "x".repeat(51) }],
  ["a description too long", { description: "x".repeat(501) }],
  ["no items", { items: [] }],
  ["too many items", { items: Array(513).fill(rifter.items[0]) }],
  ["an unknown flag", { items: [{ ...rifter.items[0], flag: "RigSlot3" }] }],
  ["an unknown type", { ship_type_id: 999_999_999 }],
  [
    "nothing that is valid",
    { items: [{ ...rifter.items[0], flag: "Invalid" }] },
  ],
])("refuses %s", async (_, change) => {
  const simulator = await testSimulator();
  const token = await tokenOf(simulator, write);
  const answer = await esi(simulator, path, {
    token,
    body: { ...rifter, ...change },
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toHaveProperty("error");
});

it("keeps 500 and refuses the next", async () => {
  const simulator = await testSimulator();
  let token = "";
  let last = new Response();
  for (let count = 0; count <= 500; count++) {
    // The budget of 150 tokens in 15 minutes is not what shall refuse; a token lives for 20.
    if (count % 70 === 0) {
      simulator.clock.advance(16 * 60_000);
      token = await tokenOf(simulator, write);
    }
    last = await esi(simulator, path, { token, body: rifter });
    if (count < 500) expect(last.status).toBe(201);
  }
  expect(last.status).toBe(403);
  expect(await last.json()).toEqual({ error: "Too many fittings saved" });
});

it("opens to the character's own token with the scope only", async () => {
  const simulator = await testSimulator();
  const token = await tokenOf(simulator, read);
  expect((await esi(simulator, path, { token, body: rifter })).status).toBe(
    403,
  );
  expect((await esi(simulator, path, { body: rifter })).status).toBe(401);
  const other = await tokenOf(simulator, write);
  const elsewhere = await esi(simulator, `/characters/${pilot + 1}/fittings`, {
    token: other,
    body: rifter,
  });
  expect(elsewhere.status).toBe(403);
});
