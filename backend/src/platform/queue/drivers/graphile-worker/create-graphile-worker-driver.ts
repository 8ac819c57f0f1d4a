import { makeWorkerUtils, type WorkerUtils } from "graphile-worker";
import {
  type Logger,
  priorityRank,
  UnavailableError,
} from "../../../../kernel/index.ts";
import type { QueueConsumer, QueueDriver } from "../queue-driver.ts";
import { isAliveSql } from "../../processes/worker-process.ts";
import { consumeJobs } from "./consume-jobs.ts";
import { graphileLogger } from "./graphile-logger.ts";
import {
  countReadyJobs,
  createJobNews,
  type JobNews,
  tellOfJobs,
} from "./job-news.ts";
import { openPool } from "./open-pool.ts";

/** The queue on the database itself, for sites without RabbitMQ: graphile-worker in its own schema, told by NOTIFY. */
export function createGraphileWorkerDriver(deps: {
  url: string;
  log: Logger;
  /** How often a process looks for jobs that it was not told of. */
  lookEveryMs?: number;
}): QueueDriver {
  const { url, log, lookEveryMs = 5_000 } = deps;
  // Apart from the application's pool: the relay publishes while others there may wait for the rows it holds.
  const pool = openPool(url, 2);
  const consumers: QueueConsumer[] = [];
  const consuming = openPool(url, 5);
  let news: JobNews | null = null;
  let prepared: Promise<WorkerUtils> | null = null;

  /** Its tables are made by whoever comes first. */
  function prepare(): Promise<WorkerUtils> {
    prepared ??= start().catch((error: unknown) => {
      prepared = null;
      throw unavailable(error);
    });
    return prepared;
  }

  async function start(): Promise<WorkerUtils> {
    const utils = await makeWorkerUtils({
      pgPool: pool,
      logger: graphileLogger(log),
    });
    await utils.migrate();
    // Left by killed processes; their orders were re-issued long ago.
    await utils.cleanup({ tasks: ["DELETE_PERMAFAILED_JOBS"] });
    return utils;
  }

  return {
    name: "graphile-worker",
    async publish(messages) {
      const utils = await prepare();
      try {
        await utils.addJobs(
          messages.map(({ id, task, version, priority }) => ({
            identifier: task,
            payload: { id, task, version },
            priority: priorityRank(priority),
            // Retries are the outbox's business.
            maxAttempts: 1,
          })),
        );
        await tellOfJobs(
          pool,
          messages.map(({ task }) => task),
        );
      } catch (error) {
        throw unavailable(error);
      }
    },
    async consume(task, { concurrency }, handler) {
      await prepare();
      news ??= createJobNews({ url, pool: consuming, lookEveryMs, log });
      const consumer = consumeJobs({
        pool: consuming,
        news,
        task,
        concurrency,
        handler,
        log,
      });
      consumers.push(consumer);
      return consumer;
    },
    async counts(tasks) {
      await prepare();
      const [jobs, consumers] = await Promise.all([
        countReadyJobs(pool, tasks),
        pool.query<{ task: string; count: number }>(consumersSql, [tasks]),
      ]);
      return tasks.map((task) => ({
        queueName: task,
        messageCount: jobs.get(task) ?? 0,
        consumerCount:
          consumers.rows.find((row) => row.task === task)?.count ?? 0,
      }));
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.close()));
      const utils = await prepared?.catch(() => null);
      await utils?.release();
      await news?.close();
      await consuming.end();
      await pool.end();
    },
  };
}

const consumersSql = `
  SELECT task, count(*)::int AS count FROM worker_processes, unnest(tasks) AS t(task)
   WHERE task = ANY($1::text[]) AND ${isAliveSql("number")} GROUP BY 1`;

function unavailable(error: unknown): UnavailableError {
  return new UnavailableError("The database does not take tasks now", {
    cause: error,
  });
}
