import { randomBytes } from "node:crypto";
import { connect } from "amqplib";
import { makeWorkerUtils } from "graphile-worker";
import {
  createTestDatabase,
  type TestDatabase,
} from "../../../../../tests/support/database.ts";
import { service } from "../../../../../tests/support/services.ts";
import {
  proxyUrl,
  type TcpProxy,
} from "../../../../../tests/support/tcp-proxy.ts";
import { priorities, silentLogger } from "../../../kernel/index.ts";
import { createGraphileWorkerDriver } from "../drivers/graphile-worker/create-graphile-worker-driver.ts";
import type { QueueDriver } from "../drivers/queue-driver.ts";
import { createRabbitMqDriver } from "../drivers/rabbitmq/create-rabbitmq-driver.ts";

/** One kind of queue, set up for a test: drivers on a line that can be cut, and a way around them. */
export interface QueueBench {
  /** Where the bench's own database is. */
  readonly databaseUrl: string;
  readonly proxy: TcpProxy;
  open(): QueueDriver;
  /** Puts a body into the task's queue that no publisher of ours would write. */
  poison(task: string): Promise<void>;
  close(): Promise<void>;
}

export const queueBenches: readonly {
  name: QueueDriver["name"];
  isThere(): boolean;
  open(): Promise<QueueBench>;
}[] = [
  { name: "graphile-worker", isThere: () => true, open: openGraphileBench },
  {
    name: "rabbitmq",
    isThere: () => service("rabbitmq") !== null,
    open: openRabbitBench,
  },
];

async function openGraphileBench(): Promise<QueueBench> {
  const testDatabase = await createTestDatabase();
  const line = await proxyUrl(testDatabase.url);
  return {
    databaseUrl: testDatabase.url,
    proxy: line.proxy,
    open: () =>
      createGraphileWorkerDriver({
        url: line.url,
        log: silentLogger,
        lookEveryMs: 200,
      }),
    async poison(task) {
      const utils = await makeWorkerUtils({
        connectionString: testDatabase.url,
      });
      await utils.addJob(task, { id: "'; DROP TABLE outbox" });
      await utils.release();
    },
    close: () => closeBench(testDatabase, line.proxy),
  };
}

async function openRabbitBench(): Promise<QueueBench> {
  const testDatabase = await createTestDatabase();
  const url = service("rabbitmq") ?? "";
  const line = await proxyUrl(url);
  const prefix = `killreport-test-${randomBytes(6).toString("hex")}`;
  const tasks = new Set<string>();
  return {
    databaseUrl: testDatabase.url,
    proxy: line.proxy,
    open() {
      const driver = createRabbitMqDriver({
        url: line.url,
        log: silentLogger,
        prefix,
        patienceMs: 2_000,
      });
      // Every task a test names is noted, to delete its queues.
      return {
        ...driver,
        publish(messages) {
          for (const { task } of messages) tasks.add(task);
          return driver.publish(messages);
        },
        consume(task, options, handler) {
          tasks.add(task);
          return driver.consume(task, options, handler);
        },
        counts(names) {
          for (const task of names) tasks.add(task);
          return driver.counts(names);
        },
      };
    },
    async poison(task) {
      await withChannel(url, (channel) => {
        channel.sendToQueue(`${prefix}.${task}.live`, Buffer.from("{nonsense"));
        return channel.waitForConfirms();
      });
    },
    async close() {
      await withChannel(url, async (channel) => {
        for (const task of tasks)
          for (const priority of priorities)
            await channel.deleteQueue(`${prefix}.${task}.${priority}`);
      });
      await closeBench(testDatabase, line.proxy);
    },
  };
}

async function closeBench(
  testDatabase: TestDatabase,
  proxy: TcpProxy,
): Promise<void> {
  await proxy.close();
  await testDatabase.drop();
}

type ConfirmChannel = Awaited<
  ReturnType<Awaited<ReturnType<typeof connect>>["createConfirmChannel"]>
>;

async function withChannel(
  url: string,
  work: (channel: ConfirmChannel) => Promise<unknown>,
): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await work(channel);
  await channel.close();
  await connection.close();
}
