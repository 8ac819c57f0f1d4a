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
  json?: string;
}

/** For what has not been read when the last killmail is published: a number that is never used holds the feed up for twelve seconds, and there is one in every hundred. */
const lastWaitMs = 180_000;

export function addFeedBench(program: Command): void {
  program
    .command("feed")
    .description(
      "Publishes killmails in the simulator's feed and measures the time from its answer with a killmail to the event at a subscriber, with the site, the simulator and the subscriber in one process.",
    )
    .option(
      "--folder <folder>",
      "with real killmails in killmails/; without, they are invented",
      realDataFolder(),
    )
    .option("--seconds <n>", "how long", "30")
    .option("--rate <n>", "killmails a second", "10")
    .option("--json <file>", "write the figures there, too")
    .action(measureFeed);
}

async function measureFeed(options: Options): Promise<void> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const site = await openFeedSite(options.folder, closing);
    if (!site.isReal)
      console.log(
        `${options.folder} has no real killmails: invented ones are smaller.`,
      );
    const arrivedAtMs = new Map<number, number>();
    const subscription = subscribe(site.url, (killmailId) =>
      arrivedAtMs.set(killmailId, Date.now()),
    );
    closing.push(() => subscription.close());
    await untilFollowed(site);
    const published = await publish(site, options);
    // A number that is never used is known for one once sequence.json, which lags by 51, is beyond it.
    const last = published.at(-1)?.killmailId ?? 0;
    for (let post = 0; post < 60; post++) site.simulator.publishKillmail(last);
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

/** Waits until the feed is read, and what a site does once in its life, the first import of static data, is over. */
async function untilFollowed({ databaseUrl }: FeedSite): Promise<void> {
  for (;;) {
    const rows = await query(
      databaseUrl,
      "SELECT 1 FROM source_cursors, static_builds WHERE source = 'live-feed'",
    );
    if (rows.length > 0) return;
    await setTimeout(100);
  }
}

interface Published {
  readonly sequence: number;
  readonly killmailId: number;
}

/** One killmail after the other at an even pace; each is new to the site. */
async function publish(
  { simulator, isReal }: FeedSite,
  { folder, seconds, rate }: Options,
): Promise<Published[]> {
  const count = Number(seconds) * Number(rate);
  const ids = isReal ? await firstIds(folder, count) : [];
  const published: Published[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < count; index++) {
    const dueInMs = (index * 1000) / Number(rate);
    await setTimeout(Math.max(0, startedAt + dueInMs - performance.now()));
    const id = ids[index];
    if (id === undefined) await simulator.addKillmail();
    else simulator.publishKillmail(id);
    const { newest } = simulator.feed.state();
    if (newest) published.push(newest);
  }
  return published;
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
