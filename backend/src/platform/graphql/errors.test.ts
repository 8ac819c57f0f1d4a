import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import {
  RejectedError,
  silentLogger,
  UnavailableError,
} from "../../kernel/index.ts";
import { badUserInput, createErrorMask } from "./errors.ts";

const logged: object[] = [];
const mask = createErrorMask({
  log: { ...silentLogger, error: (fields) => logged.push(fields) },
  newErrorId: () => "id-1",
});
const thrown = (originalError: Error) =>
  new GraphQLError(originalError.message, {
    originalError,
    path: ["me", "characters"],
  });

test("a rejection says its code and sentence", () => {
  const error = mask(
    thrown(new RejectedError("FORBIDDEN", "Not your character.")),
  );
  expect(error).toMatchObject({
    message: "Not your character.",
    path: ["me", "characters"],
    extensions: { code: "FORBIDDEN" },
  });
});

test("what is unavailable says since when to try again", () => {
  const retryAt = new Date("2026-11-21T12:00:00Z");
  expect(
    mask(thrown(new UnavailableError("ESI is down.", { retryAt }))).extensions,
  ).toEqual({ code: "UNAVAILABLE", retryAt: "2026-11-21T12:00:00.000Z" });
  expect(mask(new UnavailableError("ESI is down.")).extensions).toEqual({
    code: "UNAVAILABLE",
    retryAt: null,
  });
});

test("a bug says nothing but its number, under which it is logged", () => {
  const bug = new TypeError("password 1234");
  const error = mask(thrown(bug));
  expect(error.message).toContain("id-1");
  expect(error.toJSON()).toMatchObject({
    path: ["me", "characters"],
    extensions: { code: "INTERNAL", errorId: "id-1" },
  });
  expect(logged).toEqual([{ err: bug, errorId: "id-1" }]);
  expect(mask("a string").extensions["code"]).toBe("INTERNAL");
});

test("what GraphQL itself refuses is the client's mistake", () => {
  expect(mask(new GraphQLError("Wrong type")).extensions).toEqual({
    code: "BAD_USER_INPUT",
  });
  expect(mask(thrown(badUserInput("No id"))).extensions).toEqual({
    code: "BAD_USER_INPUT",
  });
});
