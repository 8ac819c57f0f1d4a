import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { say } from "../../../../../tests/support/say.ts";
import { seededRandom } from "../../../../../tests/support/seeded-random.ts";
import {
  type Counted,
  drawSchedule,
  mostSpent,
  type SpendingOrder,
  tinyLimit,
} from "../test-support/spending.ts";

/** All 1,000 where CI is set (half a minute), or as many as BUDGET_SCHEDULES says. */
const schedules = Number(
  process.env["BUDGET_SCHEDULES"] ?? (process.env["CI"] ? 1000 : 80),
);
/** Run at the same time, each in a bucket of its own. */
const atOnce = 40;
const batchMs = 4 * tinyLimit.windowMs;
const seed = Number(process.env["BUDGET_SEED"] ?? 1);
const entry = new URL("../test-support/spending-process.ts", import.meta.url);

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "killreport-spending-"));
});
afterAll(async () => {
  for (const { child } of processes) child.kill("SIGKILL");
  await test.drop();
  await rm(folder, { recursive: true });
});

interface Spender {
  readonly child: ChildProcess;
  readonly ready: Promise<unknown>;
  /** Resolves when all it was told to do is done, or it was killed. */
  run(order: SpendingOrder): Promise<unknown>;
}

const processes: Spender[] = [];
let logs = 0;

async function start(): Promise<Spender> {
  const file = await open(join(folder, `${++logs}.log`), "w");
  const child = spawn(process.execPath, [entry.pathname, test.url, "4"], {
    stdio: ["ignore", "inherit", "inherit", "ipc", file.fd],
  });
  await file.close();
  const ended = once(child, "exit");
  const spender: Spender = {
    child,
    ready: Promise.race([once(child, "message"), ended]),
    run(order) {
      const done = Promise.race([once(child, "message"), ended]);
      child.send(order);
      return done;
    },
  };
  processes.push(spender);
  return spender;
}

it(
  `two processes never overspend in ${schedules} random schedules, kills between reserve and settle included`,
  { timeout: 60_000 + schedules * 200 },
  async () => {
    const random = seededRandom(seed);
    const startedAt = performance.now();
    let pair = await Promise.all([start(), start()]);
    await Promise.all(pair.map(({ ready }) => ready));
    let batches = 0;
    for (let first = 0; first < schedules; first += atOnce) {
      batches++;
      const batch = Array.from(
        { length: Math.min(atOnce, schedules - first) },
        (_, index) => drawSchedule(`schedule ${first + index}`, random),
      );
      const untilMs = Date.now() + batchMs;
      const orderOf = (): SpendingOrder => ({
        schedules: batch,
        seed: Math.floor(random() * 2 ** 31),
        untilMs,
      });
      const runs = pair.map((spender) => spender.run(orderOf()));
      // Somewhere in the middle, with calls of most schedules on their way.
      await pause(batchMs * (0.2 + 0.4 * random()));
      const [victim, survivor] = random() < 0.5 ? pair : pair.toReversed();
      if (victim === undefined || survivor === undefined)
        throw new Error("There are two");
      victim.child.kill("SIGKILL");
      const heir = await start();
      await heir.ready;
      runs.push(heir.run(orderOf()));
      await Promise.all(runs);
      pair = [survivor, heir];
    }

    const { spends, unsettled, settled } = await readLogs();
    const bySubject = Map.groupBy(spends, ({ subject }) => subject);
    const peaks = [...bySubject.values()].map(mostSpent);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(
      `ESI budget: ${bySubject.size} schedules, ${spends.length} calls, ${batches} kills with ${unsettled} calls on their way; at most ${Math.max(...peaks)} of ${tinyLimit.tokens} tokens out; ${seconds} s`,
    );
    // On a machine with too much to do some come to nothing.
    expect(bySubject.size).toBeGreaterThan(0.9 * schedules);
    expect(Math.max(...peaks)).toBeLessThanOrEqual(tinyLimit.tokens);
    // They did fight for the tokens, and died with calls on their way.
    const fought = peaks.filter((peak) => peak > 0.6 * tinyLimit.tokens);
    expect(fought.length).toBeGreaterThan(0.3 * schedules);
    expect(settled).toBeGreaterThan(3 * schedules);
    expect(unsettled).toBeGreaterThan(batches);
  },
);

async function readLogs() {
  const spends: Counted[] = [];
  let settled = 0;
  for (let log = 1; log <= logs; log++) {
    const text = await readFile(join(folder, `${log}.log`), "utf8");
    for (const line of text.split("\n").filter((line) => line !== "")) {
      const entry = JSON.parse(line) as Counted | { isSettled: true };
      if ("isSettled" in entry) settled++;
      else spends.push(entry);
    }
  }
  return { spends, settled, unsettled: spends.length - settled };
}
