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

export interface ScheduleDeps {
  readonly database: Database;
  readonly driver: QueueDriver;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly relay: Relay;
  readonly implementations: readonly TaskImplementation[];
  readonly characterSync: { queueDue(now: Date): Promise<number> };
  /** When it is asked who is due for a sync. */
  readonly cron?: string;
  /** How often orders that became due are looked for: the most a retry comes late. */
  readonly relayMs?: number;
  readonly sweepMs?: number;
}

/** What one process of a site does for all: queues syncs that are due, hands on what became due, repairs what crashes left. Any number may stand by. */
export function startSchedule(deps: ScheduleDeps): { close(): Promise<void> } {
  return startLeadership({
    url: deps.database.url,
    office: "scheduler",
    log: deps.log,
    lead: () => lead(deps),
  });
}

function lead(deps: ScheduleDeps): () => Promise<void> {
  const { clock, log, relay, characterSync, implementations } = deps;
  const { cron = "* * * * *", relayMs = 1_000, sweepMs } = deps;

  /** Cron ticks in real time; who is due is decided by the application's clock. */
  async function queueDue(): Promise<void> {
    try {
      const queued = await characterSync.queueDue(clock.now());
      if (queued > 0) log.info({ queued }, "Queued characters for a sync");
    } catch (error) {
      log.error({ error }, "Could not queue syncs, trying again next time");
    }
  }

  const sweeper = startSweeper({
    ...deps,
    tasks: implementations.map(({ contract }) => contract.name),
    ...(sweepMs === undefined ? {} : { intervalMs: sweepMs }),
  });
  const handingOn = setInterval(() => void relay.run(), relayMs);
  // A missed minute is made up for by the next one.
  const ticks = schedule(cron, queueDue, {
    noOverlap: true,
    suppressMissedWarning: true,
  });
  // Whoever takes over does not let the rest of the minute pass.
  const first = queueDue();

  return async () => {
    clearInterval(handingOn);
    await ticks.destroy();
    await first;
    await sweeper.close();
  };
}
