import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFeedReplay } from "../feed-replay/run-feed-replay.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { sliceDay } from "../support/day-files.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { isOver, metricLine } from "../support/metric.ts";

if (!existsSync(realData))
  say(
    `Skipped: the feed replays real killmails, and they are not at ${realData}`,
  );

/** `npm run test:feed` replays all four days. */
const slice = { day: "2021-11-30", hours: 2 };

describe.skipIf(!existsSync(realData))("a replay of the feed, in short", () => {
  let testDatabase: TestDatabase;
  let dataFolder: string;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    dataFolder = await mkdtemp(join(tmpdir(), "killreport-slice-"));
    sliceDay(realData, dataFolder, slice);
  });
  afterAll(async () => {
    await testDatabase.drop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it(
    "stores exactly the killmails of the day file, whenever its process is killed",
    { timeout: 300_000 },
    async () => {
      const lines: string[] = [];
      const note = (line: string) => lines.push(line);
      const metrics = await runFeedReplay({
        dataFolder,
        databaseUrl: testDatabase.url,
        factor: 600,
        kills: 2,
        seed: 1,
        hours: slice.hours,
        log: note,
        onLine: note,
      }).catch((error: unknown) => {
        for (const line of lines) say(line);
        throw error;
      });
      const explanation = [...lines, ...metrics.map(metricLine)].join("\n");
      expect(metrics.filter(isOver), explanation).toEqual([]);
      const [mails] = metrics;
      expect(mails?.value, explanation).toBeGreaterThan(500);
      say(`feed replay: ${mails?.value} mails, killed twice`);
    },
  );
});
