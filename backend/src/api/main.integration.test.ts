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

function run(port: number) {
  const child = spawn(process.execPath, [mainFile], {
    env: {
      PATH: process.env["PATH"],
      ...testEnvironment(database.url),
      PORT: String(port),
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
