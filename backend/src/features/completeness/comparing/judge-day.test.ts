import { expect, test } from "vitest";
import { id, type KillmailId } from "../../../kernel/index.ts";
import type { PublicReference, Reference } from "../../killmails/index.ts";
import { judgeDay } from "./judge-day.ts";

const [a, b] = ["a".repeat(40), "b".repeat(40)];
const listed = (killmailId: number, hash = a): Reference => ({
  killmailId: id<KillmailId>(killmailId),
  hash,
});
const known = (
  killmailId: number,
  state: PublicReference["state"],
  hash = a,
): PublicReference => ({ ...listed(killmailId, hash), state });

test("what is listed and not in the ledger is missing, what is stored is not", () => {
  expect(judgeDay([listed(1), listed(2)], [known(1, "stored")])).toEqual({
    missing: [listed(2)],
    missingMails: 1,
    awaited: [],
    lost: [],
    rejected: 0,
    expired: 0,
  });
});

test("what waits for its body is missing, and so is what the ledger takes for stored", () => {
  expect(
    judgeDay(
      [listed(1), listed(2), listed(3)],
      [known(1, "pending"), known(2, "lost")],
    ),
  ).toMatchObject({ missingMails: 3, awaited: [listed(1)], lost: [listed(2)] });
});

test("what ESI refused and what retention removed is not, and told apart", () => {
  expect(
    judgeDay(
      [listed(1), listed(2), listed(3)],
      [known(1, "rejected"), known(2, "expired"), known(3, "expired")],
    ),
  ).toMatchObject({ missing: [], missingMails: 0, rejected: 1, expired: 2 });
});

test("a killmail under two hashes counts once: here under one of them is here", () => {
  const both = [listed(1, a), listed(1, b)];
  expect(judgeDay(both, [known(1, "stored", b)])).toMatchObject({
    missingMails: 0,
    rejected: 0,
  });
  expect(judgeDay(both, [known(1, "rejected", a)])).toMatchObject({
    missing: [listed(1, b)],
    missingMails: 1,
    rejected: 0,
  });
  expect(
    judgeDay(both, [known(1, "rejected", a), known(1, "rejected", b)]),
  ).toMatchObject({ missingMails: 0, rejected: 1 });
});

test("here under a hash nobody lists is here", () => {
  expect(judgeDay([listed(1, a)], [known(1, "stored", b)])).toMatchObject({
    missingMails: 0,
  });
});

test("what no ledger can hold is rejected", () => {
  expect(
    judgeDay([listed(3_000_000_000), listed(1, "no hash")], []),
  ).toMatchObject({ missingMails: 0, rejected: 2 });
});
