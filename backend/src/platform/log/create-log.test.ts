import { expect, test } from "vitest";
import { createLog } from "./create-log.ts";

const jwt =
  "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDSEFSQUNURVI6RVZFOjEifQ.c2lnbmF0dXJl";

function record() {
  const lines: string[] = [];
  const log = createLog({
    level: "debug",
    format: "json",
    write: (line) => lines.push(line),
  });
  return { log, lines };
}

test("secrets are hidden by their name at any depth", () => {
  const { log, lines } = record();
  log.info(
    {
      access_token: "abc-1",
      nested: [
        {
          refreshToken: "abc-2",
          headers: { Authorization: "abc-3", "set-cookie": "abc-4" },
        },
      ],
      client_secret: "abc-5",
      code: "abc-6xYZ",
      email: "abc-7",
      codeVerifier: "abc-8",
    },
    "login",
  );
  expect(lines.join()).not.toContain("abc-");
});

test("a field that a child was given and a line gives again is written once", () => {
  const { log, lines } = record();
  const child = log.child({ process: "outer", task: "t" });
  child.child({ task: "u" }).info({ process: "inner", n: 1 }, "m");
  child.info({}, "m");
  expect(lines[0]?.match(/"(process|task)":/g)).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    process: "inner",
    task: "u",
    n: 1,
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({
    process: "outer",
    task: "t",
  });
});

test("secrets are hidden inside of any text, errors and their causes included", () => {
  const { log, lines } = record();
  const cause = new Error(`Bearer ${jwt}`);
  log
    .child({ url: `http://localhost/auth/callback?code=s3cret&state=s3cret2` })
    .error(
      { err: new Error("postgresql://user:s3cret3@host/db", { cause }) },
      `refused ${jwt} of somebody@example.org`,
    );
  const text = lines.join();
  expect(text).not.toMatch(/s3cret|eyJ|example\.org/);
  expect(text).toContain("refused");
});

test("what only sounds secret stays readable", () => {
  const { log, lines } = record();
  log.info(
    {
      code: "AUTHORISATION_ENDED",
      state: "late",
      tokens: 12,
      at: new Date(0),
      id: 5n,
    },
    "sync",
  );
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    msg: "sync",
    code: "AUTHORISATION_ENDED",
    state: "late",
    tokens: 12,
    at: "1970-01-01T00:00:00.000Z",
    id: "5",
  });
});

test("a circle ends", () => {
  const { log, lines } = record();
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  log.info(circle, "round");
  expect(lines).toHaveLength(1);
});

test("people get short lines", () => {
  const lines: string[] = [];
  const log = createLog({
    level: "info",
    format: "readable",
    write: (line) => lines.push(line),
  });
  log.debug({}, "not asked for");
  log.info({ character: 5 }, "Synced");
  expect(lines).toEqual([
    expect.stringMatching(
      /^\d\d:\d\d:\d\d {2}info {3}Synced {2}character=5\n$/,
    ),
  ]);
});
