import type {
  Clock,
  Logger,
  TaskImplementation,
} from "@killreport/backend/kernel/index.ts";
import type { LiveFeed } from "@killreport/backend/features/live-feed/index.ts";
import type { Database } from "@killreport/backend/platform/database/index.ts";
import {
  type Outbox,
  type QueueDriver,
  startConsumer,
  startLeadership,
  startRelay,
  startWorkerProcess,
} from "@killreport/backend/platform/queue/index.ts";
import type { FleetProcess } from "./fleet.ts";
import { type Duty, startSchedule } from "./start-schedule.ts";

/** What of the application a process stands on. */
export interface ProcessApp {
  readonly database: Database;
  readonly driver: QueueDriver;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly implementations: readonly TaskImplementation[];
  readonly duties: readonly Duty[];
  readonly liveFeed: Pick<LiveFeed, "isOn" | "follow">;
}

export interface RunningProcess {
  /** Takes nothing more, finishes what is in hand. */
  close(): Promise<void>;
}

/** The lines of the fleet this process works on, with their offices, the schedule, or both; in any case it hands on what it writes to the outbox itself. */
export async function startProcess(
  app: ProcessApp,
  role: {
    name: string;
    lines?: readonly FleetProcess[];
    isScheduler?: boolean;
    /** When the scheduler's duties come up; every minute unless given. */
    cron?: string;
  },
): Promise<RunningProcess> {
  const { name, lines = [], isScheduler = false, ...when } = role;
  const log = app.log.child({ process: name });
  const relay = startRelay({ ...app, log });
  const parts: RunningProcess[] = [relay];
  if (isScheduler)
    parts.unshift(startSchedule({ ...app, ...when, log, relay }));
  if (lines.length > 0)
    parts.unshift(await startWork({ ...app, log }, name, lines));
  if (lines.some(({ office }) => office === "live-feed"))
    parts.unshift(...seekToFollow({ ...app, log }));
  return {
    async close() {
      // In this sequence: what consumers still write is handed on.
      for (const part of parts) await part.close();
    },
  };
}

/** Stands by until the office is free; a site that does not want the feed has nobody in it. */
function seekToFollow({ liveFeed, database, log }: ProcessApp) {
  if (!liveFeed.isOn) {
    log.info({}, "The live feed is switched off (LIVE_FEED=off)");
    return [];
  }
  return [
    startLeadership({
      url: database.url,
      office: "live-feed",
      log,
      lead: () => liveFeed.follow(),
    }),
  ];
}

async function startWork(
  app: ProcessApp,
  name: string,
  lines: readonly FleetProcess[],
): Promise<RunningProcess> {
  const works = lines.flatMap(({ tasks, prefetch }) =>
    tasks.map((task) => ({
      implementation: implementationOf(app, task),
      concurrency: prefetch,
    })),
  );
  const workerProcess = startWorkerProcess({
    url: app.database.url,
    name,
    tasks: lines.flatMap(({ tasks }) => tasks),
    clock: app.clock,
    log: app.log,
  });
  const consumer = await startConsumer(
    { ...app, process: workerProcess },
    works,
  );
  return {
    async close() {
      await consumer.close();
      await workerProcess.close();
    },
  };
}

function implementationOf(app: ProcessApp, task: string): TaskImplementation {
  const found = app.implementations.find(
    ({ contract }) => contract.name === task,
  );
  if (found === undefined) throw new Error(`Task ${task} has no handler`);
  return found;
}
