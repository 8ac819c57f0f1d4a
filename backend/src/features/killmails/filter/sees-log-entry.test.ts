import { expect, test } from "vitest";
import type { GrantId, KillmailId } from "../../../kernel/index.ts";
import type { LogEntry } from "../killmails.ts";
import { seesLogEntry } from "./sees-log-entry.ts";

const mine = 1 as GrantId;
const alsoMine = 2 as GrantId;
const foreign = 3 as GrantId;
const grants = new Set([mine, alsoMine]);
const entry = (
  grantId: GrantId | null,
  ...earlierGrantIds: (GrantId | null)[]
): LogEntry => ({
  sequence: 9n,
  killmailId: 1 as KillmailId,
  killmailTime: new Date(0),
  grantId,
  earlierGrantIds,
});

test("a viewer sees what became public or what their own grant observed", () => {
  expect(seesLogEntry(grants, entry(null))).toBe(true);
  expect(seesLogEntry(grants, entry(mine))).toBe(true);
  expect(seesLogEntry(grants, entry(foreign))).toBe(false);
  expect(seesLogEntry(new Set(), entry(mine))).toBe(false);
});

test("a mail arrives once: not again through a second grant, nor when it becomes public", () => {
  expect(seesLogEntry(grants, entry(alsoMine, mine))).toBe(false);
  expect(seesLogEntry(grants, entry(null, mine))).toBe(false);
  expect(seesLogEntry(grants, entry(mine, null))).toBe(false);
  expect(seesLogEntry(grants, entry(null, foreign))).toBe(true);
});
