import type {
  Clock,
  Logger,
  TaskImplementation,
} from "@killreport/backend/kernel/index.ts";
import type { Database } from "@killreport/backend/platform/database/index.ts";
import {
  type Outbox,
  type QueueDriver,
  type Relay,
  startLeadership,
  startSweeper,
} from "@killreport/backend/platform/queue/index.ts";
import { schedule } from "node-cron";

/** What one process of a site does for all every minute. */
export interface Duty {
  /** What it is about, for the log. */
  readonly name: string;
  /** Does what is due; returns how many. */
  run(now: Date): Promise<number>;
}

export interface ScheduleDeps {
  readonly database: Database;
  readonly driver: QueueDriver;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly relay: Relay;
  readonly implementations: readonly TaskImplementation[];
  readonly duties: readonly Duty[];
  /** When the duties come up. */
  readonly cron?: string;
  /** How often orders that became due are looked for: the most a retry comes late. */
  readonly relayMs?: number;
  readonly sweepMs?: number;
}

/** What one process of a site does for all: its duties (queues syncs that are due, publishes), hands on what became due, repairs what crashes left. Any number may stand by. */
export function startSchedule(deps: ScheduleDeps): { close(): Promise<void> } {
  return startLeadership({
    url: deps.database.url,
    office: "scheduler",
    log: deps.log,
    lead: () => lead(deps),
  });
}

function lead(deps: ScheduleDeps): () => Promise<void> {
  const { clock, log, relay, duties, implementations } = deps;
  const { cron = "* * * * *", relayMs = 1_000, sweepMs } = deps;

  /** Cron ticks in real time; what is due is decided by the application's clock. */
  async function runDuties(): Promise<void> {
    for (const duty of duties) {
      try {
        const count = await duty.run(clock.now());
        if (count > 0) log.info({ duty: duty.name, count }, "Did what was due");
      } catch (error) {
        log.error({ error, duty: duty.name }, "A duty failed, again next time");
      }
    }
  }

  const sweeper = startSweeper({
    ...deps,
    tasks: implementations.map(({ contract }) => contract.name),
    ...(sweepMs === undefined ? {} : { intervalMs: sweepMs }),
  });
  const handingOn = setInterval(() => void relay.run(), relayMs);
  // A missed minute is made up for by the next one.
  const ticks = schedule(cron, runDuties, {
    noOverlap: true,
    suppressMissedWarning: true,
  });
  // Whoever takes over does not let the rest of the minute pass.
  const first = runDuties();

  return async () => {
    clearInterval(handingOn);
    await ticks.destroy();
    await first;
    await sweeper.close();
  };
}
