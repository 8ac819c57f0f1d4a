import { expect, test } from "vitest";
import type {
  CorporationId,
  GrantId,
  KillmailId,
} from "../../../kernel/index.ts";
import type { LogEntry, Rights, SeenBy } from "../killmails.ts";
import { seesLogEntry } from "./sees-log-entry.ts";

const to = (grantId: number | null, corporationId: number | null): SeenBy => ({
  grantId: grantId as GrantId | null,
  corporationId: corporationId as CorporationId | null,
});
const anybody = to(null, null);
const mine = to(1, null);
const alsoMine = to(2, null);
const foreign = to(3, null);
const ourCorporation = to(null, 1);
const otherCorporation = to(null, 3);

const nothing: Rights = { grants: new Set(), corporations: new Set() };
const rights: Rights = {
  grants: new Set([1, 2] as GrantId[]),
  corporations: new Set([1] as CorporationId[]),
};
const entry = (seenBy: SeenBy, ...earlier: SeenBy[]): LogEntry => ({
  sequence: 9n,
  killmailId: 1 as KillmailId,
  killmailTime: new Date(0),
  revision: null,
  ...seenBy,
  earlier,
});

test("an entry that says that a mail has changed opens it to nobody", () => {
  const anybody = { grantId: null, corporationId: null };
  expect(seesLogEntry(rights, { ...entry(anybody), revision: 2 })).toBe(false);
});

test("a viewer sees what became public, what their own grant observed, and what their corporation shows them", () => {
  expect(seesLogEntry(rights, entry(anybody))).toBe(true);
  expect(seesLogEntry(rights, entry(mine))).toBe(true);
  expect(seesLogEntry(rights, entry(ourCorporation))).toBe(true);
  expect(seesLogEntry(nothing, entry(anybody))).toBe(true);
});

test("a viewer sees nothing of other grants and corporations, whose ids mean nothing to each other", () => {
  expect(seesLogEntry(rights, entry(foreign))).toBe(false);
  expect(seesLogEntry(rights, entry(otherCorporation))).toBe(false);
  expect(seesLogEntry(nothing, entry(mine))).toBe(false);
  expect(seesLogEntry(nothing, entry(ourCorporation))).toBe(false);
});

test("a mail arrives once, however many ways lead to it", () => {
  expect(seesLogEntry(rights, entry(alsoMine, mine))).toBe(false);
  expect(seesLogEntry(rights, entry(ourCorporation, mine))).toBe(false);
  expect(seesLogEntry(rights, entry(anybody, ourCorporation))).toBe(false);
  expect(seesLogEntry(rights, entry(mine, anybody))).toBe(false);
  expect(seesLogEntry(rights, entry(anybody, foreign, otherCorporation))).toBe(
    true,
  );
});
