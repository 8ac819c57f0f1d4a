import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import {
  migrateDatabase,
  openEmbeddedPostgres,
} from "../../backend/src/platform/database/index.ts";
import { isProgramHere } from "../support/is-program-here.ts";
import { startPrivateRedis } from "../support/private-redis.ts";
import { createRabbitMqVhost } from "../support/rabbitmq-vhost.ts";
import { realData } from "../support/real-data.ts";
import { say } from "../support/say.ts";
import type { Metric } from "./judge.ts";
import { runTorture } from "./run-torture.ts";

const program = new Command("test:torture")
  .description(
    "Lets a site sync real killmails while processes are killed, connections cut and EVE fails, then compares it with what EVE listed. RabbitMQ (a virtual host of its own) and Redis (an instance of its own) are used where they are.",
  )
  .option("--seed <n>", "of the dice", "1")
  .option("--minutes <m>", "how long things go wrong", "10")
  .option("--characters <n>", "who logs in", "200")
  .option("--json <file>", "write the figures there, too")
  .parse();
const { seed, minutes, characters, json } = program.opts<{
  seed: string;
  minutes: string;
  characters: string;
  json?: string;
}>();

const closing: (() => Promise<unknown>)[] = [];
try {
  const dataDir = await mkdtemp(join(tmpdir(), "killreport-torture-"));
  closing.push(() => rm(dataDir, { recursive: true, force: true }));
  const server = await openEmbeddedPostgres({ dataDir, isThrowaway: true });
  closing.push(() => server.close());
  await migrateDatabase(server.url);
  let rabbitmqUrl: string | null = null;
  let redisUrl: string | null = null;
  if (isProgramHere("rabbitmqctl")) {
    const vhost = await createRabbitMqVhost(
      process.env["TEST_RABBITMQ_URL"] ?? "amqp://guest:guest@127.0.0.1:5672",
    );
    closing.push(() => vhost.drop());
    rabbitmqUrl = vhost.url;
  }
  if (isProgramHere("redis-server")) {
    const redis = await startPrivateRedis();
    closing.push(() => redis.stop());
    redisUrl = redis.url;
  }
  const metrics = await runTorture({
    seed: Number(seed),
    minutes: Number(minutes),
    factor: 6,
    characters: Number(characters),
    mostMails: 1_500,
    workers: 3,
    everyMs: 2_000,
    dataFolder: realData,
    databaseUrl: server.url,
    rabbitmqUrl,
    redisUrl,
    log: say,
  });
  for (const metric of metrics) say(lineOf(metric));
  if (json !== undefined)
    await writeFile(
      json,
      JSON.stringify(
        metrics.map(({ metric, value, unit }) => ({ metric, value, unit })),
      ),
    );
  if (metrics.some(isOver)) process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
}

function isOver({ value, limit }: Metric): boolean {
  return limit !== undefined && value > limit;
}

function lineOf(metric: Metric): string {
  const { value, unit, limit } = metric;
  const figure = Number.isInteger(value) ? String(value) : value.toFixed(4);
  const verdict = limit === undefined ? "" : isOver(metric) ? "TOO MUCH" : "ok";
  return `${metric.metric.padEnd(24)}${figure.padStart(10)} ${unit.padEnd(10)}${verdict}`;
}
