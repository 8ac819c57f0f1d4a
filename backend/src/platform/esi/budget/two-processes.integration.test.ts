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
import { withWrongClock } from "../../../../../tests/support/with-wrong-clock.ts";
import {
  type Counted,
  drawSchedule,
  mostSpent,
  type Schedule,
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
/** What makes a schedule worth counting, on average. */
const fewestCalls = 8;
const mostSlowdown = 64;
const minuteMs = 60_000;
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
  /** How far its machine's clock is off. */
  readonly wrongByMs: number;
  /** Resolves when all it was told to do is done, or it was killed. */
  run(order: SpendingOrder): Promise<unknown>;
}

const processes: Spender[] = [];
let logs = 0;

async function start(wrongByMs: number): Promise<Spender> {
  const file = await open(join(folder, `${++logs}.log`), "w");
  const wrong = withWrongClock(wrongByMs);
  const child = spawn(
    process.execPath,
    [...wrong.args, entry.pathname, test.url, "4"],
    {
      env: { ...process.env, ...wrong.env },
      stdio: ["ignore", "inherit", "inherit", "ipc", file.fd],
    },
  );
  await file.close();
  const ended = once(child, "exit");
  const spender: Spender = {
    child,
    wrongByMs,
    run(order) {
      const done = Promise.race([once(child, "message"), ended]);
      child.send(order);
      return done;
    },
  };
  processes.push(spender);
  await Promise.race([once(child, "message"), ended]);
  return spender;
}

it(
  `two processes with clocks minutes apart never overspend in ${schedules} random schedules, kills between reserve and settle included`,
  { timeout: 60_000 + schedules * 3_000 },
  async () => {
    const random = seededRandom(seed);
    const startedAt = performance.now();
    let pair = await Promise.all([start(5 * minuteMs), start(-5 * minuteMs)]);
    let spare = await start(5 * minuteMs);
    let batches = 0;
    let slowdown = 1;
    for (let first = 0; first < schedules;) {
      batches++;
      const batch = Array.from(
        { length: Math.min(atOnce, schedules - first) },
        (_, index) =>
          drawSchedule(`schedule ${first + index} (${batches})`, random),
      );
      const originMs = Date.now();
      const order = (): SpendingOrder => ({
        schedules: batch,
        seed: Math.floor(random() * 2 ** 31),
        originMs,
        slowdown,
        untilMs: originMs + batchMs,
      });
      const runs = pair.map((spender) => spender.run(order()));
      // Somewhere in the middle, with calls of most schedules on their way.
      await pause(batchMs * slowdown * (0.2 + 0.4 * random()));
      const [victim, survivor] = random() < 0.5 ? pair : pair.toReversed();
      if (victim === undefined || survivor === undefined)
        throw new Error("There are two");
      victim.child.kill("SIGKILL");
      const heir = spare;
      runs.push(heir.run(order()));
      await Promise.all(runs);
      pair = [survivor, heir];
      spare = await start(-survivor.wrongByMs);

      if (await wasFoughtFor(batch)) first += batch.length;
      else if (slowdown < mostSlowdown) slowdown *= 2;
      else throw new Error("This machine has no time for a property test");
    }

    const { spends, unsettled, settled } = await readLogs();
    const bySubject = Map.groupBy(spends, ({ subject }) => subject);
    const peaks = [...bySubject.values()].map(mostSpent);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(
      `ESI budget: ${bySubject.size} schedules, ${spends.length} calls, ${batches} kills with ${unsettled} calls on their way; at most ${Math.max(...peaks)} of ${tinyLimit.tokens} tokens out; ${seconds} s, time ${slowdown} times as slow`,
    );
    expect(Math.max(...peaks)).toBeLessThanOrEqual(tinyLimit.tokens);
    // They did fight for the tokens, and died with calls on their way.
    const fought = peaks.filter((peak) => peak > 0.6 * tinyLimit.tokens);
    expect(fought.length).toBeGreaterThan(0.3 * schedules);
    expect(settled).toBeGreaterThan(3 * schedules);
    expect(unsettled).toBeGreaterThan(0);
  },
);

/** On a machine with too much to do calls come too late to go out: then nothing was tried. */
async function wasFoughtFor(batch: readonly Schedule[]): Promise<boolean> {
  const { spends } = await readLogs();
  const subjects = new Set(batch.map(({ subject }) => subject));
  const own = spends.filter(({ subject }) => subjects.has(subject));
  const tried = new Set(own.map(({ subject }) => subject));
  return (
    tried.size > 0.9 * batch.length && own.length > fewestCalls * batch.length
  );
}

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
