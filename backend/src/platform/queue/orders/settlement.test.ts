import { describe, expect, test } from "vitest";
import {
  defaultRetry,
  RejectedError,
  UnavailableError,
} from "../../../kernel/index.ts";
import { reasonOf, settlementOf } from "./settlement.ts";

const now = new Date("2026-11-21T12:00:00Z");
const settle = (error: unknown, attempt = 1) =>
  settlementOf(error, defaultRetry, attempt, now, () => 0);
const inMs = (ms: number) => new Date(now.getTime() + ms);

describe("settlementOf", () => {
  test("a rejected order is a dead letter at once", () => {
    expect(settle(new RejectedError("X", "The id is wrong"))).toEqual({
      kind: "dead",
      reason: "The id is wrong",
    });
  });

  test("a bug is tried again by policy, then a dead letter", () => {
    expect(settle(new Error("oops"), 3)).toEqual({
      kind: "again",
      dueAt: inMs(8_000),
      attempt: 3,
      reason: "oops",
    });
    expect(settle(new Error("oops"), 10).kind).toBe("dead");
  });

  test("what is unavailable until a known time waits for it, and the attempt does not count", () => {
    const error = new UnavailableError("No budget", { retryAt: inMs(90_000) });
    expect(settle(error, 10)).toEqual({
      kind: "again",
      dueAt: inMs(90_000),
      attempt: 9,
      reason: "No budget",
    });
  });

  test("a time that has passed means now", () => {
    const error = new UnavailableError("Was away", { retryAt: inMs(-5_000) });
    expect(settle(error)).toMatchObject({ dueAt: now });
  });

  test("an outage without a known end backs off and never becomes a dead letter", () => {
    const error = new UnavailableError("ESI is down");
    expect(settle(error, 2)).toMatchObject({ dueAt: inMs(4_000), attempt: 2 });
    expect(settle(error, 10)).toMatchObject({ kind: "again", attempt: 9 });
  });

  test.each([
    ["is full", "53100", "make room"],
    ["has no connection left", "53300", "max_connections"],
    ["only lets itself be read", "25006", "only lets itself be read"],
    ["is stopped", "57P01", "stopping"],
    ["is broken", "58030", "58030"],
    ["is locked", "55P03", "55P03"],
  ])(
    "a database that %s is no fault of the order, and never makes it a dead letter",
    (_, code, sentence) => {
      const cause = Object.assign(new Error("no"), { code });
      const rejected = new RejectedError("DATABASE_FULL", "Full", { cause });
      for (const error of [cause, rejected]) {
        expect(settle(error, 2)).toEqual({
          kind: "again",
          dueAt: inMs(4_000),
          attempt: 2,
          reason: expect.stringContaining(sentence) as string,
        });
        expect(settle(error, 10)).toMatchObject({ kind: "again", attempt: 9 });
      }
    },
  );

  test("a row that the database refuses is the order's fault", () => {
    const error = Object.assign(new Error("no"), { code: "23514" });
    expect(settle(error, 10).kind).toBe("dead");
  });
});

test("reasonOf keeps the message alone, and not all of a long one", () => {
  const error = new Error("x".repeat(5_000), { cause: new Error("secret") });
  expect(reasonOf(error)).toBe("x".repeat(1_000));
  expect(reasonOf("text")).toBe("text");
});
