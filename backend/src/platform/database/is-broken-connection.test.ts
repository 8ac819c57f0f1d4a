import { describe, expect, it } from "vitest";
import { isBrokenConnection } from "./is-broken-connection.ts";

const withCode = (code: string) => Object.assign(new Error("no"), { code });

describe("a connection to PostgreSQL is broken", () => {
  it.each([
    ["PostgreSQL stopped", withCode("57P01")],
    ["nobody listens", withCode("ECONNREFUSED")],
    ["it ended", new Error("Connection terminated unexpectedly")],
    [
      "it had ended",
      new Error(
        "Client has encountered a connection error and is not queryable",
      ),
    ],
    ["Prisma says so", withCode("P1017")],
    [
      "Prisma says so of a raw query",
      Object.assign(withCode("P2010"), {
        meta: { driverAdapterError: { cause: { kind: "ConnectionClosed" } } },
      }),
    ],
    [
      "Prisma hands on what PostgreSQL said",
      Object.assign(withCode("P2010"), {
        meta: { driverAdapterError: { cause: { originalCode: "57P02" } } },
      }),
    ],
  ])("when %s", (_, error) => expect(isBrokenConnection(error)).toBe(true));

  it.each([
    ["a statement failed", withCode("22012")],
    [
      "something else could not be reached",
      new TypeError("fetch failed", { cause: withCode("ECONNREFUSED") }),
    ],
    ["nothing is known", undefined],
  ])("but not when %s", (_, error) =>
    expect(isBrokenConnection(error)).toBe(false),
  );
});
