import { runTaskList, type WorkerPool } from "graphile-worker";
import type pg from "pg";
import { type Logger, priorityOfRank } from "../../../../kernel/index.ts";
import type { QueueConsumer, QueueMessage } from "../queue-driver.ts";
import { readMessage } from "../read-message.ts";
import { graphileLogger } from "./graphile-logger.ts";
import type { JobNews } from "./job-news.ts";

const restartMs = 5_000;
const seldomMs = 600_000;

/** One pool of graphile workers for one task, started again should it ever end by itself. */
export function consumeJobs(options: {
  /** Of all tasks of this process: jobs are fetched and finished in statements of a millisecond. */
  pool: pg.Pool;
  news: JobNews;
  task: string;
  concurrency: number;
  handler: (message: QueueMessage) => Promise<void>;
  log: Logger;
}): QueueConsumer {
  const { pool, news, task, concurrency, handler } = options;
  const log = options.log.child({ task });
  let isClosed = false;
  let workers = start();

  function start(): WorkerPool {
    const started = runTaskList(
      {
        pgPool: pool,
        concurrency,
        // Every worker of every task would look by itself, a hundred of them at the same moment: the news look for all.
        pollInterval: seldomMs,
        noHandleSignals: true,
        logger: graphileLogger(log),
        // Without batching, a job that can not be marked done while the database is away is a rejection nobody handles; batches are tried again.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      },
      { [task]: (payload, { job }) => handle(payload, job.priority) },
      news.poolFor(task, pool),
    );
    started.promise.then(
      () => restart("ended"),
      (error: unknown) => restart(String(error)),
    );
    return started;
  }

  /** It ends by itself when it could not write down for minutes that a job is done. */
  function restart(reason: string): void {
    if (isClosed) return;
    log.warn({ reason }, "The job workers stopped, starting them again");
    setTimeout(() => {
      if (!isClosed) workers = start();
    }, restartMs);
  }

  /** Never rejects: a job is gone once it was tried, what failed is kept by the outbox. */
  async function handle(payload: unknown, rank: number): Promise<void> {
    const message = readMessage(payload);
    if (message === null) {
      log.error({}, "Dropped a message that can not be read");
      return;
    }
    try {
      await handler({ ...message, priority: priorityOfRank(rank) });
    } catch (error) {
      log.warn({ id: message.id, error }, "Could not work on a message");
    }
  }

  async function stop(): Promise<void> {
    isClosed = true;
    try {
      await workers.gracefulShutdown();
    } catch (error) {
      log.warn({ error }, "The job workers did not stop cleanly");
    }
  }

  let stopping: Promise<void> | null = null;
  return { close: () => (stopping ??= stop()) };
}
