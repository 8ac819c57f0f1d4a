import type { Logger } from "../../../kernel/index.ts";
import { createGraphileWorkerDriver } from "./graphile-worker/create-graphile-worker-driver.ts";
import type { QueueDriver } from "./queue-driver.ts";
import { createRabbitMqDriver } from "./rabbitmq/create-rabbitmq-driver.ts";

/** RabbitMQ where one is configured, else graphile-worker on the database. */
export function createQueueDriver(deps: {
  rabbitmqUrl: string | null;
  databaseUrl: string;
  log: Logger;
}): QueueDriver {
  const { rabbitmqUrl, databaseUrl, log } = deps;
  return rabbitmqUrl === null
    ? createGraphileWorkerDriver({ url: databaseUrl, log })
    : createRabbitMqDriver({ url: rabbitmqUrl, log });
}
