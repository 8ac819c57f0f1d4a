import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../tests/support/database.ts";
import { freePort } from "../../../tests/support/free-port.ts";
import { until } from "../../../tests/support/until.ts";
import { testEnvironment } from "./test-support/test-environment.ts";

const mainFile = fileURLToPath(new URL("main.ts", import.meta.url));
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function run(port: number, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [mainFile], {
    env: {
      PATH: process.env["PATH"],
      ...testEnvironment(database.url),
      PORT: String(port),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  return { child, complaints: () => complaints };
}

test("the API process serves until it is told to stop, and says when its port is taken", async () => {
  const port = await freePort();
  const first = run(port);
  await until("it serves", () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      (answer) => answer.ok,
      () => false,
    ),
  );
  const second = run(port);
  expect(await once(second.child, "exit")).toEqual([1, null]);
  expect(second.complaints()).toBe(
    `Port ${port} is taken by another program. Stop that one, or set PORT to a free one.\n`,
  );
  first.child.kill("SIGTERM");
  expect(await once(first.child, "exit")).toEqual([0, null]);
  expect(first.complaints()).toBe("");
});

test("without its database the API process says so in one line", async () => {
  const api = run(await freePort(), {
    DATABASE_URL: "postgresql://nobody:x@127.0.0.1:9/nothing",
  });
  expect(await once(api.child, "exit")).toEqual([1, null]);
  expect(api.complaints()).toMatch(
    /^Nothing answers at an address of the configuration \(connect ECONNREFUSED 127\.0\.0\.1:9\)[^\n]*\n$/,
  );
});

test("without Redis the API process serves all the same, and names what it lacks", async () => {
  const port = await freePort();
  const api = run(port, { REDIS_URL: "redis://127.0.0.1:9" });
  const answer = await until("it answers", () =>
    fetch(`http://127.0.0.1:${port}/ready`).catch(() => null),
  );
  expect([answer.status, await answer.json()]).toEqual([
    503,
    {
      status: "not ready",
      checks: { database: "ok", queue: "ok", pubsub: "does not answer" },
    },
  ]);
  api.child.kill("SIGTERM");
  expect(await once(api.child, "exit")).toEqual([0, null]);
  expect(api.complaints()).toBe("");
});
