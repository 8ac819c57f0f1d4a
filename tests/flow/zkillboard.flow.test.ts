import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  createMovableClock,
  id,
  type KillmailId,
  anonymous,
  type MovableClock,
} from "../../backend/src/kernel/index.ts";
import { projectFolder } from "../../backend/src/platform/config/index.ts";
import type { Simulator } from "../../simulator/src/index.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import { createSiteClient } from "../support/site-client.ts";
import { startTestSite } from "../support/test-site.ts";
import { until } from "../support/until.ts";
import { workOff } from "../support/work-off.ts";
import { startProcess } from "../../workers/start-process.ts";
import { bodiesFetched } from "./bodies-fetched.ts";
import { busiestPilots } from "./busiest-pilots.ts";
import { readAllKillmails, readSyncs } from "./site-queries.ts";

type Site = Awaited<ReturnType<typeof startTestSite>>;

const pilot = { kind: "character", id: 95877094 } as const;
const operator = { kind: "operator" } as const;
const dayMs = 24 * 3_600_000;

let site: Site;
afterEach(() => site.close());

/** Stands just after the day files, as the simulator's killmail clock does, and goes on with time. */
function clockAfterDayFiles(): MovableClock {
  const startedAt = Date.now();
  return createMovableClock({
    now: () => new Date(Date.UTC(2021, 11, 1) + Date.now() - startedAt),
  });
}

const ids = (mails: readonly { id: string }[]) => mails.map((mail) => mail.id);

/** Pages of lists zKillboard was asked for, as `2021/month/11/page/1`. */
const pagesAsked = (simulator: Simulator) =>
  simulator
    .requests({ service: "zkillboard" })
    .map(({ path }) => path.replace(/^.*\/year\//, "").replace(/\/$/, ""));

const bodiesOf = (simulator: Simulator) =>
  bodiesFetched(simulator.requests()).length;

const backfill = () => site.app.zkillboardBackfill.ofOperators(pilot);

if (!existsSync(realData))
  say(`Skipped: real killmails are not at ${realData}`);

describe.skipIf(!existsSync(realData))("a pilot of the real New Eden", () => {
  it("gets from zKillboard exactly the mails they only assisted in, and asking again costs a page for each open month", async () => {
    const clock = clockAfterDayFiles();
    site = await startTestSite({
      clock,
      simulator: { dataFolder: realData, clock },
    });
    const { app, simulator, database } = site;
    // What is younger than five minutes is not shown.
    clock.advance(10 * 60_000);
    const client = createSiteClient(site.url);
    await client.login(pilot.id);
    await until("all of ESI's list is stored", async () => {
      const sync = (await readSyncs(client)).get(String(pilot.id));
      return sync?.state === "IDLE" && sync.pending === 0;
    });
    const listed = ids(await readAllKillmails(client, [pilot.id]));
    expect(listed).toHaveLength(simulator.listFor(pilot.id).length);
    simulator.forgetRequests();

    const startedAt = performance.now();
    const run = async () => {
      await app.zkillboardBackfill.start(operator, pilot, { since: "2021-09" });
      return until("zKillboard's list is read", async () => {
        const found = await backfill();
        return found?.state === "done" && found;
      });
    };
    const first = await run();
    const seconds = (performance.now() - startedAt) / 1_000;
    const all = ids(await readAllKillmails(client, [pilot.id]));
    const assisted = all.filter((one) => !listed.includes(one));
    expect(assisted).toHaveLength(11);
    expect(listed.filter((one) => !all.includes(one))).toEqual([]);
    const mails = await app.killmails.byIds(
      anonymous,
      all.map((one) => id<KillmailId>(Number(one))),
    );
    expect(mails.size).toBe(166);
    for (const one of assisted) {
      const mail = mails.get(id<KillmailId>(Number(one)));
      expect(mail?.publicSource).toBe("zkillboard");
      expect(mail?.esi.victim.character_id).not.toBe(pilot.id);
      const own = mail?.esi.attackers.filter(
        ({ character_id }) => character_id === pilot.id,
      );
      expect(own).toMatchObject([{ final_blow: false }]);
    }
    // Those of the pilot's own list were here, but not public.
    expect(first).toMatchObject({ found: 166, fresh: 166, monthsTotal: 4 });
    expect(bodiesOf(simulator)).toBe(0);
    const { rows } = await database.pool.query<{ count: bigint }>(
      "SELECT count(*) FROM outbox WHERE task = 'fetch-killmail'",
    );
    expect(Number(rows[0]?.count)).toBe(0);
    say(
      `zKillboard, ${pilot.id} with ${listed.length} mails from ESI's list: ${assisted.length} more, ${pagesAsked(simulator).length} pages, ${seconds.toFixed(1)} s`,
    );

    // November is a day over: both it and December are open.
    simulator.forgetRequests();
    expect(await run()).toMatchObject({ fresh: 0, monthsDone: 4 });
    expect(pagesAsked(simulator)).toEqual([
      "2021/month/12/page/1",
      "2021/month/11/page/1",
    ]);
    expect(bodiesOf(simulator)).toBe(0);
    expect(ids(await readAllKillmails(client, [pilot.id]))).toEqual(all);
  });

  it.each(["full", "short"] as const)(
    "a hundred days on gets all mails into an empty database, with %s answers, everything since 2007",
    async (shape) => {
      const clock = clockAfterDayFiles();
      site = await startTestSite({
        clock,
        simulator: { dataFolder: realData, clock },
        withWorkers: false,
      });
      const { app, simulator } = site;
      simulator.setZkillboardShape(shape);
      clock.advance(100 * dayMs);
      expect(simulator.listFor(pilot.id)).toEqual([]);
      /** Works off what is due, each order twice, a second after the other. */
      const run = async () => {
        await app.zkillboardBackfill.start(operator, pilot);
        for (let state = ""; state !== "done";) {
          clock.advance(1_000);
          await workOff(app.database, clock, app.implementations, [
            "read-zkillboard-page",
          ]);
          state = (await backfill())?.state ?? "";
        }
        await workOff(app.database, clock, app.implementations, [
          "fetch-killmail",
        ]);
      };
      await run();
      const client = createSiteClient(site.url);
      expect(await readAllKillmails(client, [pilot.id])).toHaveLength(166);
      expect(await backfill()).toMatchObject({
        found: 166,
        fresh: 166,
        monthsTotal: 172,
        monthsDone: 172,
      });
      expect(bodiesOf(simulator)).toBe(shape === "full" ? 0 : 166);
      const pages = pagesAsked(simulator);
      expect(new Set(pages).size).toBe(pages.length);
      say(
        `zKillboard, ${pilot.id} into an empty database, ${shape} answers: 166 mails, ${pages.length} pages of 172 months`,
      );

      simulator.forgetRequests();
      await run();
      // February is over for nine days, March goes on.
      expect(pagesAsked(simulator)).toEqual(["2022/month/3/page/1"]);
      expect(bodiesOf(simulator)).toBe(0);
    },
  );
});

describe("a worker that is killed in a month", () => {
  let worker: ChildProcess;
  afterEach(async () => {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    worker.kill("SIGTERM");
    await once(worker, "exit");
  });

  async function startWorker(): Promise<void> {
    worker = spawn(
      process.execPath,
      [join(projectFolder, "workers/main.ts"), "zkillboard"],
      {
        env: { PATH: process.env["PATH"], ...site.env },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    await once(worker, "spawn");
  }

  it("is followed by another that goes on in it, and the command that waits hears of nothing", async () => {
    site = await startTestSite({ withWorkers: false });
    const { app, simulator } = site;
    const [busiest = 0] = await busiestPilots(simulator, 1);
    const entity = { kind: "character", id: busiest } as const;
    // Three pages in one month, and the list goes on.
    const killmailTime = new Date(Date.now() - 2 * dayMs).toISOString();
    simulator.addKillmails(450, {
      killmail_time: `${killmailTime.slice(0, 19)}Z`,
      victim: { character_id: busiest },
    });
    const scheduler = await startScheduler();
    await startWorker();
    const command = new Promise<{ code: unknown; out: string }>((resolve) => {
      execFile(
        process.execPath,
        [
          join(projectFolder, "scripts/src/queue-zkillboard.ts"),
          String(busiest),
          "--since",
          new Date(Date.now() - 60 * dayMs).toISOString().slice(0, 10),
          "--wait",
        ],
        { env: { PATH: process.env["PATH"], ...site.env } },
        (error, out, bad) => {
          resolve({ code: error?.code ?? 0, out: out + bad });
        },
      );
    });
    const read = () => app.zkillboardBackfill.ofOperators(entity);
    await until(
      "it has read some",
      async () => ((await read())?.found ?? 0) > 0,
    );
    worker.kill("SIGKILL");
    await once(worker, "exit");
    const before = await read();
    expect(before?.state).toBe("running");
    await startWorker();
    const { code, out } = await command;
    expect(out).toContain("All that zKillboard lists since");
    expect(code).toBe(0);
    const { rows } = await app.database.pool.query<{ id: number }>(
      "SELECT killmail_id AS id FROM killmails ORDER BY 1",
    );
    expect(rows.length).toBeGreaterThanOrEqual(450);
    const after = await read();
    expect(after).toMatchObject({ state: "done", fresh: rows.length });
    const pages = pagesAsked(simulator);
    // The page it was killed in is asked for twice at most.
    expect(pages.length - new Set(pages).size).toBeLessThanOrEqual(1);
    await scheduler.close();
  }, 120_000);
});

/** Gives the orders of dead processes back. */
function startScheduler() {
  return startProcess(site.app, { name: "scheduler", isScheduler: true });
}
