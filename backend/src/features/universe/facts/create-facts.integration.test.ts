import { afterEach, beforeEach, expect, test } from "vitest";
import {
  openUniverse,
  type UniverseSite,
} from "../test-support/open-universe.ts";
import { createFacts } from "./create-facts.ts";

let site: UniverseSite;
beforeEach(async () => {
  site = await openUniverse();
});
afterEach(() => site.close());

test("what is here is taken for what others imported for a second, and looked at again at once when told to", async () => {
  const { universe, simulator } = site;
  let nowMs = 0;
  const facts = createFacts(site.test.database.prisma, () => nowMs);
  const build = async () => (await facts.current()).buildNumber;
  expect(await build()).toBeNull();
  await universe.importStaticData();
  nowMs = 999;
  expect(await build()).toBeNull();
  nowMs = 1_000;
  expect(await build()).toBe(1_000_001);
  simulator.publishStaticData();
  await universe.importStaticData();
  expect(await build()).toBe(1_000_001);
  facts.forget();
  expect(await build()).toBe(1_000_002);
});

test("nothing is read anew while nothing has changed, however many ask", async () => {
  const { universe } = site;
  await universe.importStaticData();
  let nowMs = 0;
  const facts = createFacts(site.test.database.prisma, () => nowMs);
  const [first, ...others] = await Promise.all(
    Array.from({ length: 5 }, () => facts.current()),
  );
  for (const other of others) expect(other).toBe(first);
  nowMs = 5_000;
  expect(await facts.current()).toBe(first);
  expect(first?.type(587)).toBe(first?.type(587));
  await universe.importStaticData({ isForced: true });
  nowMs = 10_000;
  expect(await facts.current()).not.toBe(first);
});

test("a reading that began before something was learnt is not taken for what came after", async () => {
  const { universe } = site;
  await universe.importStaticData();
  const facts = createFacts(site.test.database.prisma, () => 0);
  const early = facts.current();
  facts.forget();
  const late = facts.current();
  expect((await early).buildNumber).toBe(1_000_001);
  expect((await late).buildNumber).toBe(1_000_001);
  expect(await facts.current()).toBe(await late);
});
