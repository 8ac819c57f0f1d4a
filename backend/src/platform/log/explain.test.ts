import { expect, test } from "vitest";
import { RejectedError } from "../../kernel/index.ts";
import { explain } from "./explain.ts";

const withCode = (code: string, message: string) =>
  Object.assign(new Error(message), { code });

test.each([
  ["ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:5432", /Nothing answers/],
  ["28000", 'role "nobody" does not exist', /does not let the user/],
  ["28P01", "password authentication failed", /refuses the password/],
  ["3D000", 'database "x" does not exist', /does not exist/],
  ["42501", "permission denied for schema public", /Make it the owner/],
])("%s is one sentence with the reason", (code, reason, sentence) => {
  const text = explain(withCode(code, reason));
  expect(text).toMatch(sentence);
  expect(text).toContain(`(${reason})`);
  expect(text).not.toContain("\n");
});

test("a name with several addresses gives the first one's reason", () => {
  const all = new AggregateError([new Error("connect ECONNREFUSED ::1:5432")]);
  expect(explain(Object.assign(all, { code: "ECONNREFUSED" }))).toContain(
    "(connect ECONNREFUSED ::1:5432)",
  );
});

test("a connection to PostgreSQL that ends while it is being made has no code, and is explained all the same", () => {
  const text = explain(new Error("Connection terminated unexpectedly"));
  expect(text).toMatch(/A connection broke .* unexpectedly\)/);
});

test("a refusal speaks for itself, a bug shows where it is", () => {
  expect(explain(new RejectedError("CONFIG", "PORT is wrong"))).toBe(
    "PORT is wrong",
  );
  expect(explain(new Error("bug"))).toMatch(/bug\n +at /);
  expect(explain("text")).toBe("text");
});
