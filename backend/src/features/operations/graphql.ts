import type { QueueCounts } from "../../platform/queue/index.ts";
import type { Builder, Site } from "../../platform/graphql/index.ts";
import type { Operations } from "./operations.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly operations: Pick<Operations, "workerStatus">;
  }
}

/** Adds what operators ask about the site itself. */
export function addOperations(builder: Builder): void {
  const WorkerStatus = builder
    .objectRef<QueueCounts>("WorkerStatus")
    .implement({
      fields: (t) => ({
        queueName: t.exposeString("queueName"),
        messageCount: t.exposeInt("messageCount"),
        consumerCount: t.exposeInt("consumerCount"),
      }),
    });
  const SiteRef = builder.objectRef<Site>("Site").implement({
    fields: (t) => ({
      version: t.exposeString("version"),
      isSimulated: t.exposeBoolean("isSimulated", {
        description:
          "True when this site speaks to the simulator's invented New Eden instead of EVE Online.",
      }),
    }),
  });

  builder.queryFields((t) => ({
    site: t.field({ type: SiteRef, resolve: (_, _args, { site }) => site }),
    workerStatus: t.field({
      type: [WorkerStatus],
      description:
        "Messages waiting and consumers listening, per queue, as the queue driver in use counts them.",
      resolve: (_, _args, { app }) => app.operations.workerStatus(),
    }),
  }));
}
