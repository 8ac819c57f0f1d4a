import type { Logger } from "../../kernel/index.ts";
import { createPostgresPubSub } from "./create-postgres-pubsub.ts";
import { createRedisPubSub } from "./create-redis-pubsub.ts";
import type { PubSub } from "./pubsub.ts";

/** Redis where one is configured, else LISTEN and NOTIFY of the database. */
export function createPubSub(deps: {
  redisUrl: string | null;
  databaseUrl: string;
  log: Logger;
}): PubSub {
  const { redisUrl, databaseUrl, log } = deps;
  return redisUrl === null
    ? createPostgresPubSub({ url: databaseUrl, log })
    : createRedisPubSub({ url: redisUrl, log });
}
