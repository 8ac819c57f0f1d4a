import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "../../backend/src/features/history/test-support/write-archive.ts";
import {
  createDatabase,
  type Database,
} from "../../backend/src/platform/database/index.ts";
import {
  type FeedFollower,
  startFollower,
} from "../feed-replay/feed-follower.ts";
import { openReplay } from "../feed-replay/open-replay.ts";
import { readDays } from "../support/day-files.ts";
import { seededRandom } from "../support/seeded-random.ts";
import {
  checksumTables,
  describeLeftOut,
  type LeftOut,
  type TableSnapshot,
} from "../support/table-snapshot.ts";
import {
  importArchives,
  importArchivesKilled,
  type ImportTarget,
} from "./import-archives.ts";

export interface OrdersOptions {
  /** With day files in killmails/. */
  dataFolder: string;
  /** Addresses of four empty, migrated databases. */
  databaseUrls: readonly string[];
  factor: number;
  seed: number;
  /** How often the import that stands alone is killed. */
  kills: number;
  /** What happens behind these hours happens at once; the whole of the days unless given. */
  hours?: number;
  log: (line: string) => void;
}

/** Everything that tells by which way, or when, a mail came; what was known of it does not depend on that. */
export const leftOutHere: LeftOut = {
  killmail_references: ["first_source", "public_source"],
  // A mail that was here before zKillboard's word on it has one revision more; one that an archive brought was told to nobody.
  killmails: ["public_source", "body_source", "is_history", "revision"],
  zkillboard_figures: ["updated_at"],
  visibility_log: "all",
  source_cursors: "all",
  live_feed_revisits: "all",
  live_feed_oddities: "all",
  outbox: "all",
};

/** An import alone has not heard what zKillboard says, and a feed alone knows of no archives. */
export const leftOutOfImport: LeftOut = {
  ...leftOutHere,
  zkillboard_figures: "all",
};

/** What each way led to: checksums by table. */
export interface OrdersOutcome {
  readonly mails: number;
  /** How many mails there were each time the import alone was killed. */
  readonly killedAt: readonly number[];
  readonly feedThenImport: TableSnapshot;
  readonly importThenFeed: TableSnapshot;
  readonly bothAtOnce: TableSnapshot;
  /** The first of them, without what an import alone can not know. */
  readonly withoutFigures: TableSnapshot;
  readonly importTwice: TableSnapshot;
}

/** Brings the same killmails into four databases by the feed and from archives, in different orders. */
export async function runOrders(
  options: OrdersOptions,
): Promise<OrdersOutcome> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    return await run(options, closing);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function run(
  options: OrdersOptions,
  closing: (() => Promise<unknown>)[],
): Promise<OrdersOutcome> {
  const { log, hours } = options;
  const work = await mkdtemp(join(tmpdir(), "killreport-orders-"));
  closing.push(() => rm(work, { recursive: true, force: true }));
  const archives = join(work, "archives");
  const days = readDays(options.dataFolder);
  for (const [day, lines] of days)
    writeArchive(
      archives,
      day,
      new Map(lines.map(({ killmailId, text }) => [killmailId, text])),
    );
  const replay = await openReplay(options.dataFolder, options.factor);
  closing.push(() => replay.simulator.stop());

  const [urlA = "", urlB = "", urlC = "", urlD = ""] = options.databaseUrls;
  const targetOf = (site: Pick<ImportTarget, "database" | "env">) => ({
    ...site,
    folder: archives,
  });
  const alone = (databaseUrl: string) => {
    const database = createDatabase(databaseUrl, { poolSize: 2 });
    closing.push(() => database.close());
    return targetOf({
      database,
      env: {
        LOG_LEVEL: "warn",
        DATABASE_URL: databaseUrl,
        KILLREPORT_DATA_DIR: work,
      },
    });
  };

  const workMs = await importArchives(alone(urlB));
  const followers: FeedFollower[] = [];
  for (const databaseUrl of [urlA, urlB, urlC]) {
    const own = { databaseUrl, dataDir: work, onLine: log };
    const follower = await startFollower(replay, own, closing);
    followers.push(follower);
  }
  const [a, b, c] = followers as [FeedFollower, FeedFollower, FeedFollower];
  const d = alone(urlD);
  const killedAt: number[] = [];
  const importedTwice = (async () => {
    await importArchivesKilled(d, {
      kills: options.kills,
      random: seededRandom(options.seed),
      workMs,
      onKill(mails) {
        killedAt.push(mails);
        log(`the import was killed when it had ${mails} mails`);
      },
    });
    await importArchives(d);
  })();
  // Awaited below.
  importedTwice.catch(() => undefined);

  replay.begin();
  const pauseMs =
    hours === undefined ? replay.endMs : replay.firstMs + hours * 3_600_000;
  await replay.reaches((replay.firstMs + pauseMs) / 2);
  const importedAmid = importArchives(targetOf(c));
  importedAmid.catch(() => undefined);
  await replay.reaches(pauseMs);
  for (const follower of followers) await follower.catchesUp();
  replay.skipTo(replay.endMs);
  for (const follower of followers) await follower.catchesUp();
  await importedAmid;
  await importArchives(targetOf(a));
  await importedTwice;
  for (const follower of followers) await follower.process.stop();

  for (const line of describeLeftOut(leftOutHere)) log(`left out: ${line}`);
  log("left out of the import alone, too: whole: zkillboard_figures");
  const sums = ({ database }: { database: Database }, leftOut = leftOutHere) =>
    checksumTables(database.pool, leftOut);
  return {
    mails: [...days.values()].flat().length,
    killedAt,
    feedThenImport: await sums(a),
    importThenFeed: await sums(b),
    bothAtOnce: await sums(c),
    withoutFigures: await sums(a, leftOutOfImport),
    importTwice: await sums(d, leftOutOfImport),
  };
}
