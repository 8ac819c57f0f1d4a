import { describe, expect, it } from "vitest";
import { whyNotNow } from "./why-not-now.ts";

const withCode = (code: string) => Object.assign(new Error("no"), { code });

describe("the database can not do its work now", () => {
  it.each([
    ["its disk is full", withCode("53100"), "make room"],
    ["it has no connection left", withCode("53300"), "max_connections"],
    ["it has no lock left", withCode("55P03"), "55P03"],
    ["a statement was ended", withCode("57014"), "57014"],
    ["it stops", withCode("57P01"), "starting or stopping"],
    ["its disk is broken", withCode("58030"), "58030"],
    ["it only reads", withCode("25006"), "only lets itself be read"],
    ["nobody listens", withCode("ECONNREFUSED"), "can not be reached"],
    [
      "Prisma hands on what PostgreSQL said",
      Object.assign(withCode("P2010"), {
        meta: { driverAdapterError: { cause: { originalCode: "53100" } } },
      }),
      "make room",
    ],
    [
      "somebody else explained it already",
      new Error("No room", { cause: withCode("53100") }),
      "make room",
    ],
  ])("when %s", (_, error, sentence) =>
    expect(whyNotNow(error)).toContain(sentence),
  );

  it.each([
    ["a row is refused", withCode("23514")],
    ["a text is no number", withCode("22P02")],
    ["a statement is too complex", withCode("54001")],
    ["Prisma found nothing", withCode("P2025")],
    ["nothing is known", undefined],
  ])("but not when %s", (_, error) => expect(whyNotNow(error)).toBeNull());
});
