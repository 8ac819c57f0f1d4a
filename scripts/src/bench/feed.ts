import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { query } from "./bench-server.ts";
import { quantile, reportFigures } from "./figures.ts";
import { type FeedSite, openFeedSite } from "./feed/open-feed-site.ts";
import { subscribe } from "./feed/subscribe.ts";
import { findDayFiles, realDataFolder } from "./find-day-files.ts";
import { readMails } from "./read-mails.ts";

interface Options {
  folder: string;
  seconds: string;
  rate: string;
  port: string;
  json?: string;
}

/** For what has not been read when the last killmail is published: a number that is never used holds the feed up for twelve seconds, and there is one in every hundred. */
const lastWaitMs = 180_000;
/** Killmails a site that was just started gets used to its work with. */
const warmUps = 30;

export function addFeedBench(program: Command): void {
  program
    .command("feed")
    .description(
      "Publishes killmails in the simulator's feed and measures the time from its answer with a killmail to the event at a subscriber. The site is one process, its first work is done and its first killmails are not measured; simulator and subscriber are another.",
    )
    .option(
      "--folder <folder>",
      "with real killmails in killmails/; without, they are invented",
      realDataFolder(),
    )
    .option("--seconds <n>", "how long", "30")
    .option("--rate <n>", "killmails a second", "10")
    .option("--port <n>", "the site listens there", "4399")
    .option("--json <file>", "write the figures there, too")
    .action(measureFeed);
}

async function measureFeed(options: Options): Promise<void> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const site = await openFeedSite(
      { dataFolder: options.folder, port: Number(options.port) },
      closing,
    );
    if (!site.isReal)
      console.log(
        `${options.folder} has no real killmails: invented ones are smaller.`,
      );
    const arrivedAtMs = new Map<number, number>();
    const subscription = subscribe(site.url, (killmailId) =>
      arrivedAtMs.set(killmailId, Date.now()),
    );
    closing.push(() => subscription.close());
    await untilSettled(site);
    const killmails = await killmailsOf(site, options);
    const first = await publish(site, killmails.slice(0, warmUps), options);
    await arrive(site, first, arrivedAtMs, subscription);
    const published = await publish(site, killmails.slice(warmUps), options);
    await arrive(site, published, arrivedAtMs, subscription);
    const answeredAtMs = answers(site);
    const latencies = published.map(
      ({ sequence, killmailId }) =>
        (arrivedAtMs.get(killmailId) ?? NaN) -
        (answeredAtMs.get(sequence) ?? NaN),
    );
    const figure = (metric: string, value: number, most?: number) => ({
      metric: `feed.${metric}`,
      value,
      unit: "ms",
      ...(most === undefined ? {} : { most }),
    });
    await reportFigures(
      [
        figure("latency_p50_ms", quantile(latencies, 0.5)),
        figure("latency_p99_ms", quantile(latencies, 0.99), 150),
        figure("latency_max_ms", Math.max(...latencies)),
        { metric: "feed.mails", value: latencies.length, unit: "mails" },
      ],
      options.json,
    );
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Waits until the feed is read, and what a site does once in its life, as importing static data and prices, is over. */
async function untilSettled({ databaseUrl }: FeedSite): Promise<void> {
  const settled = `SELECT 1 FROM source_cursors, static_builds
    WHERE source = 'live-feed' AND NOT EXISTS (SELECT FROM outbox WHERE dead_at IS NULL AND due_at <= now())`;
  for (let times = 0; times < 10;) {
    const isSettled = (await query(databaseUrl, settled)).length > 0;
    times = isSettled ? times + 1 : 0;
    await setTimeout(300);
  }
}

interface Published {
  readonly sequence: number;
  readonly killmailId: number;
}

/** Ids of those to be published, each new to the site; null for one to be invented. */
async function killmailsOf(
  { isReal }: FeedSite,
  { folder, seconds, rate }: Options,
): Promise<(number | null)[]> {
  const count = warmUps + Number(seconds) * Number(rate);
  return isReal ? firstIds(folder, count) : Array(count).fill(null);
}

/** One killmail after the other at an even pace. */
async function publish(
  { simulator }: FeedSite,
  killmails: readonly (number | null)[],
  { rate }: Options,
): Promise<Published[]> {
  const published: Published[] = [];
  const startedAt = performance.now();
  for (const [index, id] of killmails.entries()) {
    const dueInMs = (index * 1000) / Number(rate);
    await setTimeout(Math.max(0, startedAt + dueInMs - performance.now()));
    if (id === null) await simulator.addKillmail();
    else simulator.publishKillmail(id);
    const { newest } = simulator.feed.state();
    if (newest) published.push(newest);
  }
  return published;
}

/** Waits until the subscriber has heard of all of them. */
async function arrive(
  { simulator }: FeedSite,
  published: readonly Published[],
  arrivedAtMs: ReadonlyMap<number, number>,
  subscription: { failure(): unknown },
): Promise<void> {
  // A number that is never used is known for one once sequence.json, which lags by 51, is beyond it.
  const last = published.at(-1)?.killmailId ?? 0;
  for (let post = 0; post < 60; post++) simulator.publishKillmail(last);
  const endMs = Date.now() + lastWaitMs;
  const isThere = ({ killmailId }: Published) => arrivedAtMs.has(killmailId);
  while (!published.every(isThere)) {
    const failure = subscription.failure();
    if (failure !== null || Date.now() > endMs)
      throw new Error(
        `Of ${published.length} killmails ${published.filter(isThere).length} arrived`,
        { cause: failure },
      );
    await setTimeout(50);
  }
}

/** Of the oldest day, whose files have left the feed long ago. */
async function firstIds(folder: string, count: number): Promise<number[]> {
  const ids: number[] = [];
  const [file = ""] = findDayFiles(`${folder}/killmails`);
  for await (const { killmail_id } of readMails(file)) {
    ids.push(killmail_id);
    if (ids.length === count) break;
  }
  return ids;
}

/** When the simulator had answered with each entry. */
function answers({ simulator }: FeedSite): Map<number, number> {
  const answered = new Map<number, number>();
  for (const { path, status, answeredAtMs } of simulator.requests({
    service: "r2z2",
  })) {
    const sequence = Number(/(\d+)\.json$/.exec(path)?.[1]);
    if (status === 200 && answeredAtMs !== undefined && !answered.has(sequence))
      answered.set(sequence, answeredAtMs);
  }
  return answered;
}
