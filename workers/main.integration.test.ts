import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../tests/support/database.ts";
import { until } from "../tests/support/until.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

/** A process as PM2 would start it, on the test's database. */
function start(
  script: string,
  args: string[] = [],
  env: Record<string, string> = {},
) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(script, import.meta.url)), ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "test",
        DATABASE_URL: testDatabase.url,
        RABBITMQ_URL: "",
        REDIS_URL: "",
        EVE_CLIENT_ID: "",
        EVE_CLIENT_SECRET: "",
        EVE_CALLBACK_URL: "",
        LOG_LEVEL: "info",
        ...env,
      },
    },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return {
    child,
    output: () => output,
    exitCode: new Promise<number | null>((resolve) =>
      child.once("exit", resolve),
    ),
  };
}

async function signedIn(name: string): Promise<boolean> {
  const { rowCount } = await testDatabase.database.pool.query(
    "SELECT 1 FROM worker_processes WHERE name = $1",
    [name],
  );
  return rowCount === 1;
}

describe("a worker process", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "signs in, and on %s signs out and ends with 0",
    async (signal) => {
      const worker = start("main.ts", ["info-types"]);
      await until("it has signed in", () => signedIn("info-types"));
      await until("it has started", () => worker.output().includes("Started"));
      worker.child.kill(signal);
      expect(await worker.exitCode, worker.output()).toBe(0);
      expect(await signedIn("info-types")).toBe(false);
    },
  );

  test("that is killed is found dead by the scheduler", async () => {
    const worker = start("main.ts", ["killmails"]);
    await until("it has signed in", () => signedIn("killmails"));
    worker.child.kill("SIGKILL");
    await worker.exitCode;
    const scheduler = start("scheduler.ts");
    await until(
      "its entry is gone",
      async () => !(await signedIn("killmails")),
    );
    scheduler.child.kill("SIGTERM");
    expect(await scheduler.exitCode, scheduler.output()).toBe(0);
  });

  test.each(["main.ts", "scheduler.ts"])(
    "%s without its database says so in one line",
    async (script) => {
      const worker = start(script, script === "main.ts" ? ["killmails"] : [], {
        DATABASE_URL: "postgresql://nobody:x@127.0.0.1:9/nothing",
      });
      expect(await worker.exitCode).toBe(1);
      expect(worker.output()).toMatch(
        /^Nothing answers at an address of the configuration \(connect ECONNREFUSED 127\.0\.0\.1:9\)[^\n]*\n$/,
      );
    },
  );

  test("that can not start says why and ends with 1", async () => {
    const worker = start("main.ts", ["killmails"], { PORT: "seventy" });
    expect(await worker.exitCode).toBe(1);
    expect(worker.output()).toContain("PORT");
  });
});
