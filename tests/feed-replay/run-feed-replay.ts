import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDays } from "../support/day-files.ts";
import { seededRandom } from "../support/seeded-random.ts";
import type { Metric } from "../support/metric.ts";
import { askCompleteness, isComplete } from "./ask-completeness.ts";
import { compareMails } from "./compare-mails.ts";
import { type FeedFollower, startFollower } from "./feed-follower.ts";
import { openReplay, type Replay } from "./open-replay.ts";

export interface FeedReplayOptions {
  /** With day files in killmails/. */
  dataFolder: string;
  /** Of an empty, migrated database. */
  databaseUrl: string;
  factor: number;
  kills: number;
  seed: number;
  /** What happens behind these hours happens at once; the whole of the days unless given. */
  hours?: number;
  log: (line: string) => void;
  /** What the process logs. */
  onLine?: (line: string) => void;
  /** Ends the run early, with an error. */
  signal?: AbortSignal;
}

/** By then both archives have the last day. */
const dumpedMs = 8 * 3_600_000;

/** Replays days in the simulator's feed while the process that follows it is killed at random moments, then compares what it stored with the day files. */
export async function runFeedReplay(
  options: FeedReplayOptions,
): Promise<Metric[]> {
  const closing: (() => Promise<unknown>)[] = [];
  const run = async () => {
    const replay = await openReplay(options.dataFolder, options.factor);
    closing.push(() => replay.simulator.stop());
    const dataDir = await mkdtemp(join(tmpdir(), "killreport-replay-"));
    closing.push(() => rm(dataDir, { recursive: true, force: true }));
    const own = { ...options, dataDir };
    const follower = await startFollower(replay, own, closing);
    return replayDays(replay, follower, options);
  };
  const { signal = new AbortController().signal } = options;
  const told = once(signal, "abort").then(() => {
    throw new Error("Told to stop");
  });
  try {
    return await Promise.race([run(), told]);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function replayDays(
  replay: Replay,
  follower: FeedFollower,
  options: FeedReplayOptions,
): Promise<Metric[]> {
  const { firstMs, endMs, simulator } = replay;
  const { hours, log } = options;
  const pauseMs = hours === undefined ? endMs : firstMs + hours * 3_600_000;
  const startedAt = performance.now();
  replay.begin();
  for (const momentMs of killMoments(options, firstMs, pauseMs)) {
    await replay.reaches(momentMs);
    // One that is only starting has nothing in hand to lose.
    await follower.process.ready();
    await follower.process.kill();
    log(`killed at ${new Date(momentMs).toISOString()}`);
  }
  await replay.reaches(pauseMs);
  await follower.catchesUp();
  replay.skipTo(endMs);
  await follower.catchesUp();
  const seconds = (performance.now() - startedAt) / 1000;

  const days = readDays(options.dataFolder);
  const expected = [...days.values()].flat();
  const compared = await compareMails(follower.database, expected);
  for (const line of compared.lines) log(line);
  replay.skipTo(endMs + dumpedMs);
  const said = await askCompleteness(follower.env, [...days.keys()]);
  for (const day of said)
    log(
      `${day.day}: ${day.have} here, ${day.missing} missing; zKillboard has ${day.zkillboard}, EVE Ref ${day.everef}. ${day.message ?? ""}`,
    );
  const have = said.reduce((sum, day) => sum + day.have, 0);
  const missing = said.reduce((sum, day) => sum + day.missing, 0);
  const refusals = simulator
    .requests({ service: "r2z2" })
    .filter(({ status }) => status === 429 || status === 403);
  const figure = (
    metric: string,
    value: number,
    unit: string,
    limit?: number,
  ): Metric => ({
    metric: `feed_replay.${metric}`,
    value,
    unit,
    ...(limit === undefined ? {} : { limit }),
  });
  return [
    figure("mails", expected.length, "mails"),
    figure("missing", compared.missing, "mails", 0),
    figure("extra", compared.extra, "mails", 0),
    figure("twice", compared.twice, "mails", 0),
    figure("told_twice", compared.toldTwice, "mails", 0),
    figure("completeness", (100 * have) / (have + missing), "%"),
    figure(
      "days_incomplete",
      days.size - said.filter(isComplete).length,
      "days",
      0,
    ),
    figure("over_budget", refusals.length, "answers", 0),
    figure("crashes", follower.process.crashes(), "processes", 0),
    figure("kills", options.kills, "processes"),
    figure("seconds", Math.round(seconds), "s"),
  ];
}

/** Random moments of the world's time, in their order. */
function killMoments(
  { kills, seed }: FeedReplayOptions,
  fromMs: number,
  toMs: number,
): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: kills },
    () => fromMs + random() * (toMs - fromMs),
  ).sort((a, b) => a - b);
}
