import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "../../../../../tests/support/database.ts";
import { workOff } from "../../../../../tests/support/work-off.ts";
import { type Simulator, startSimulator } from "@killreport/simulator";
import {
  createMovableClock,
  id,
  type KillmailId,
  silentLogger,
} from "../../../kernel/index.ts";
import {
  createEveref,
  type PublishedDays,
} from "../../../platform/everef/index.ts";
import { EsiRefusedError } from "../../../platform/esi/index.ts";
import { createOutbox } from "../../../platform/queue/index.ts";
import { createR2z2, type R2z2 } from "../../../platform/zkillboard/index.ts";
import {
  createKillmails,
  fetchKillmailTask,
  type Reference,
} from "../../killmails/index.ts";
import { createCompleteness } from "../create-completeness.ts";

const userAgent = "KillReport/test (tests)";

export type CompletenessSite = Awaited<ReturnType<typeof openCompletenessSite>>;

/** The feature on a database of its own, with the simulator's archives and ESI, and one clock for all that tests move. */
export async function openCompletenessSite() {
  const testDatabase = await createTestDatabase();
  const { database } = testDatabase;
  const clock = createMovableClock();
  const dataDir = mkdtempSync(join(tmpdir(), "killreport-completeness-"));
  const simulator: Simulator = await startSimulator({
    port: 0,
    liveKillsEveryMs: 0,
    clock,
  });
  const outbox = createOutbox({ clock, listeners: [] });
  const shared = { database, clock, outbox, log: silentLogger };
  const killmails = createKillmails({
    ...shared,
    pubsub: {
      publish: () => Promise.resolve(),
      subscribe: () => Promise.resolve(() => Promise.resolve()),
      close: () => Promise.resolve(),
    },
  });
  const r2z2 = createR2z2({
    baseUrl: simulator.services.r2z2,
    userAgent,
    clock: { now: () => new Date() },
  });
  const { killmails: everef } = createEveref({
    baseUrl: simulator.services.everef,
    userAgent,
    fetch,
    pause: () => Promise.resolve(),
  });

  const fetching = fetchKillmailTask({
    ...shared,
    killmails,
    esi: {
      async fetchBody({ killmailId, hash }) {
        const url = `${simulator.services.esi}/killmails/${killmailId}/${hash}`;
        const answer = await fetch(url, {
          headers: { "user-agent": userAgent },
        });
        if (!answer.ok)
          throw new EsiRefusedError("a killmail", answer.status, "no");
        return (await answer.json()) as unknown;
      },
    },
  });

  /** The feature; the archives answer as the simulator does unless something is put before them. */
  function open(
    changes: {
      r2z2?: Partial<R2z2>;
      everef?: Partial<PublishedDays>;
      isOn?: boolean;
    } = {},
  ) {
    return createCompleteness({
      ...shared,
      killmails,
      dataDir,
      isOn: changes.isOn ?? true,
      r2z2: { ...r2z2, ...changes.r2z2 },
      everef: { ...everef, ...changes.everef },
    });
  }

  return {
    database,
    clock,
    simulator,
    killmails,
    r2z2,
    everef,
    open,
    dataDir,
    /** So many mails of the day, known to the public archives from the next morning on. */
    async happened(day: string, count: number): Promise<Reference[]> {
      const mails: Reference[] = [];
      for (let at = 0; at < count; at++) {
        const mail = await simulator.addKillmail({
          killmail_time: `${day}T12:${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}Z`,
        });
        mails.push({ killmailId: id<KillmailId>(mail.id), hash: mail.hash });
      }
      clock.advance(26 * 3_600_000);
      return mails;
    },
    /** A public source shows them, and they are fetched and stored. */
    async hold(references: readonly Reference[]): Promise<void> {
      await database.transaction((tx) =>
        killmails.record(tx, {
          references,
          source: "live-feed",
          grantId: null,
          priority: "live",
        }),
      );
      await this.fetchAll();
    },
    /** Works off all orders that are due of fetching bodies from ESI; returns how many. */
    async fetchAll(): Promise<number> {
      const done = await workOff(
        database,
        clock,
        [fetching],
        ["fetch-killmail"],
      );
      return done.length;
    },
    /** What was asked of an archive since, as paths. */
    asked(service: "r2z2" | "everef" | "esi"): string[] {
      return simulator
        .requests({ service })
        .map(({ path }) => path.replace(/^\/(r2z2|everef|esi)/, ""));
    },
    /** What is left of archives that were read. */
    leftovers(): string[] {
      return readdirSync(dataDir, { recursive: true }).filter((name) =>
        String(name).includes("killmails-"),
      ) as string[];
    },
    async close() {
      await simulator.stop();
      await testDatabase.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
