import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type RequestRecord,
  type Simulator,
  startSimulator,
} from "../../simulator/src/index.ts";
import { say } from "../support/say.ts";
import { createSiteClient } from "../support/site-client.ts";
import { snapshotTables, unknownTables } from "../support/table-snapshot.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { bodiesFetched } from "./bodies-fetched.ts";
import { busiestPilots } from "./busiest-pilots.ts";

const workerFile = fileURLToPath(new URL("chaos-worker.ts", import.meta.url));
const workerCount = 3;
const kills = 5;

let simulator: Simulator;
let pilots: number[];

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, liveKillsEveryMs: 0 });
  pilots = await busiestPilots(simulator, 3);
});
afterAll(() => simulator.stop());

type Site = Awaited<ReturnType<typeof startTestSite>>;

async function logEverybodyIn(site: Site): Promise<void> {
  for (const pilot of pilots) await createSiteClient(site.url).login(pilot);
}

async function hasStaticData({ app }: Site): Promise<boolean> {
  return (await app.universe.facts()).buildNumber !== null;
}

/** Nothing waits, nothing is being worked on, every reference came to its end. */
async function isDrained({ database }: Site): Promise<boolean> {
  const { rows } = await database.pool.query<{ open: string }>(
    `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM killmail_references WHERE state = 'pending') AS open`,
  );
  return rows[0]?.open === "0";
}

/** A worker of its own name, which ESI's request log knows it by. */
function startWorker(site: Site, name: string) {
  const child = spawn(process.execPath, [workerFile], {
    env: {
      ...process.env,
      ...site.env,
      LOG_LEVEL: "error",
      CONTACT: name,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { name, child };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("every task delivered twice, shuffled, workers killed at random", () => {
  it("leaves the tables of a calm run, fetching no body twice but for killed processes", async () => {
    const calm = await startTestSite({ simulator });
    // Or labels were those of whatever was known at their moment.
    await until("the static data are there", () => hasStaticData(calm));
    await logEverybodyIn(calm);
    await until("the calm run is done", () => isDrained(calm), 120_000);
    const expected = await snapshotTables(calm.database.pool);
    expect(await unknownTables(calm.database.pool)).toEqual([]);
    await calm.close();

    const before = simulator.requests().length;
    const site = await startTestSite({ simulator, withWorkers: false });
    await site.app.universe.importStaticData({
      from: simulator.services.staticData,
    });
    const workers: ReturnType<typeof startWorker>[] = [];
    const killed: string[] = [];
    let duplicates = 0;
    try {
      let count = 0;
      const start = () => {
        const worker = startWorker(site, `worker-${++count}`);
        workers.push(worker);
        worker.child.stdout.on("data", (chunk: Buffer) => {
          if (chunk.includes("duplicate")) duplicates++;
        });
        return once(worker.child.stdout, "data");
      };
      await Promise.all(Array.from({ length: workerCount }, start));
      await logEverybodyIn(site);

      for (let index = 0; index < kills; index++) {
        // A kill for every sixth of the work, so that all of it is hit whatever the machine's speed.
        await until(
          `a share of the mails is there`,
          async () => {
            const { rows } = await site.database.pool.query<{ n: string }>(
              "SELECT count(*) AS n FROM killmails",
            );
            const share = (expected["killmails"]?.length ?? 0) * (index / 6);
            return Number(rows[0]?.n) >= share;
          },
          60_000,
        );
        const [victim] = workers.splice(
          Math.floor(Math.random() * workers.length),
          1,
        );
        if (victim === undefined) throw new Error("No worker left to kill");
        killed.push(victim.name);
        await kill(victim.child);
        await start();
      }
      await until("the site is drained", () => isDrained(site), 180_000);
    } finally {
      await Promise.all(workers.map(({ child }) => kill(child)));
    }

    const actual = await snapshotTables(site.database.pool);
    for (const table of Object.keys(expected))
      expect(actual[table], table).toEqual(expected[table]);

    // The queue was at its worst, not only said to be.
    expect(duplicates).toBeGreaterThan(0);
    const excused = (record: RequestRecord) =>
      killed.some((name) => record.userAgent?.includes(`(${name})`));
    const wasted = Map.groupBy(
      bodiesFetched(simulator.requests().slice(before)),
      ({ path }) => path,
    );
    let fetchedAgain = 0;
    for (const [path, records] of wasted) {
      const living = records.filter((record) => !excused(record));
      expect(living.length, `${path} by living processes`).toBeLessThan(2);
      fetchedAgain += records.length - 1;
    }
    say(
      `${actual["killmails"]?.length} mails, ${killed.length} processes killed, ${fetchedAgain} bodies fetched again because the first answer died with its process`,
    );
    await site.close();
  }, 480_000);
});
