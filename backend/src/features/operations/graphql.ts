import {
  decodeCursor,
  encodeCursor,
  forwardConnection,
  idArg,
  latestMs,
  pageSize,
  requireAccount,
  type Builder,
  type Site,
} from "../../platform/graphql/index.ts";
import type { DeadLetter, QueueCounts } from "../../platform/queue/index.ts";
import type { Operations } from "./operations.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly operations: Pick<
      Operations,
      "workerStatus" | "deadLetterPage" | "replayDeadLetter" | "dropDeadLetter"
    >;
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

  const DeadLetterRef = builder.objectRef<DeadLetter>("DeadLetter").implement({
    description: "A task that failed for good, kept until somebody decides.",
    fields: (t) => ({
      id: t.exposeID("id"),
      task: t.exposeString("task"),
      payload: t.expose("payload", { type: "JSON" }),
      attempts: t.exposeInt("attempt"),
      createdAt: t.expose("createdAt", { type: "DateTime" }),
      deadAt: t.expose("deadAt", { type: "DateTime" }),
      reason: t.exposeString("lastError"),
    }),
  });

  builder.mutationFields((t) => ({
    replayDeadLetter: t.boolean({
      description:
        "Gives a failed task all its attempts again. For admins (FORBIDDEN otherwise); NOT_FOUND when it is there no more.",
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_, args, { app, viewer }) => {
        requireAccount(viewer);
        await app.operations.replayDeadLetter(viewer, letterId(args.id));
        return true;
      },
    }),
    dropDeadLetter: t.boolean({
      description:
        "Deletes a failed task for good. For admins (FORBIDDEN otherwise); NOT_FOUND when it is there no more.",
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_, args, { app, viewer }) => {
        requireAccount(viewer);
        await app.operations.dropDeadLetter(viewer, letterId(args.id));
        return true;
      },
    }),
  }));

  const DeadLetterConnection = builder.connectionObject(
    { type: DeadLetterRef, name: "DeadLetterConnection" },
    { name: "DeadLetterEdge" },
  );
  builder.queryField("deadLetters", (t) =>
    t.field({
      type: DeadLetterConnection,
      description:
        "Tasks that failed for good, newest first. For admins (FORBIDDEN otherwise).",
      args: { first: t.arg.int(), after: t.arg.string() },
      resolve: async (_, { first, after }, { app, viewer }) => {
        requireAccount(viewer);
        const page = await app.operations.deadLetterPage(viewer, {
          limit: pageSize(first),
          ...(after == null ? {} : { after: letterKey(after) }),
        });
        const edges = page.rows.map((node) => ({
          cursor: encodeCursor(
            deadLetterCursor,
            node.deadAt.getTime(),
            Number(node.id),
          ),
          node,
        }));
        return forwardConnection(edges, { hasNextPage: page.hasMore, after });
      },
    }),
  );

  builder.queryFields((t) => ({
    site: t.field({ type: SiteRef, resolve: (_, _args, { site }) => site }),
    workerStatus: t.field({
      type: [WorkerStatus],
      // Every queue is asked for it: an operation has no use for many.
      extensions: { cost: 1_000 },
      description:
        "Messages waiting and consumers listening, per queue, as the queue driver in use counts them.",
      resolve: (_, _args, { app }) => app.operations.workerStatus(),
    }),
  }));
}

const deadLetterCursor = "dead-letter";

function letterKey(cursor: string): { deadAt: Date; id: string } {
  const [deadMs = 0, id = 0] = decodeCursor(deadLetterCursor, cursor, [
    latestMs,
    Number.MAX_SAFE_INTEGER,
  ]);
  return { deadAt: new Date(deadMs), id: String(id) };
}

function letterId(text: string): string {
  return String(idArg(text, "id"));
}
