import { expect, test } from "vitest";
import type { EntityId } from "../../../kernel/index.ts";
import { inventKillmail } from "../test-support/invent-killmail.ts";
import { matchesFilter } from "./matches-filter.ts";

const esi = inventKillmail(1);
const entity = (id: number) => id as EntityId;
const victim = entity(2110000001);
const victimCorporation = entity(98000001);
const killer = entity(2110000002);
const killerAlliance = entity(99000002);
const stranger = entity(2110000009);

test("no clause matches every mail", () => {
  expect(matchesFilter({}, esi)).toBe(true);
});

test("an empty list matches none", () => {
  expect(matchesFilter({ involved: [] }, esi)).toBe(false);
});

test("involved means victim or attacker, of any kind", () => {
  for (const one of [victim, victimCorporation, killer, killerAlliance])
    expect(matchesFilter({ involved: [stranger, one] }, esi)).toBe(true);
  expect(matchesFilter({ involved: [stranger] }, esi)).toBe(false);
});

test("victim and attacker look at their side alone", () => {
  expect(matchesFilter({ victim: [victim] }, esi)).toBe(true);
  expect(matchesFilter({ victim: [killer] }, esi)).toBe(false);
  expect(matchesFilter({ attacker: [killerAlliance] }, esi)).toBe(true);
  expect(matchesFilter({ attacker: [victimCorporation] }, esi)).toBe(false);
});

test("every clause given must hold", () => {
  const both = { victim: [victim], attacker: [killer] };
  expect(matchesFilter(both, esi)).toBe(true);
  expect(matchesFilter({ ...both, involved: [stranger] }, esi)).toBe(false);
});
