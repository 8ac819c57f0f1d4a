import type { CharacterId } from "../../kernel/index.ts";
import type { Remaining } from "../../platform/esi/index.ts";
import {
  decodeCursor,
  defineLoader,
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
import type { AccountTypes } from "../accounts/graphql.ts";
import type { Operations } from "./operations.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly operations: Pick<
      Operations,
      | "workerStatus"
      | "deadLetterPage"
      | "replayDeadLetter"
      | "dropDeadLetter"
      | "esiBudgets"
      | "sharedEsiBudgets"
    >;
  }
}

const characterBudgets = defineLoader<CharacterId, Remaining[]>(
  (ids, { app }) => app.operations.esiBudgets.ofCharacters(ids),
);

/** Adds what operators ask about the site itself, and what owners ask about what ESI allows their characters. */
export function addOperations(
  builder: Builder,
  { LinkedCharacter }: AccountTypes,
): void {
  addEsiBudgets(builder, LinkedCharacter);
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

function addEsiBudgets(
  builder: Builder,
  LinkedCharacter: AccountTypes["LinkedCharacter"],
): void {
  const EsiBudgetRef = builder.objectRef<Remaining>("EsiBudget").implement({
    description:
      "What ESI still allows in one of its rate-limit groups, by the ledger that all processes of this site share. A call costs 2 tokens, 1 when nothing has changed, 5 when ESI refuses it.",
    fields: (t) => ({
      group: t.exposeString("group", {
        description:
          "ESI's name of the group, such as `char-killmail`; `error-limit` counts errors.",
      }),
      tokensLeft: t.exposeInt("remaining", {
        description: "Calls on their way are counted at their dearest.",
      }),
      tokensLimit: t.exposeInt("limit", {
        description: "What ESI allows in any `windowMinutes`.",
      }),
      windowMinutes: t.int({
        resolve: ({ windowMs }) => Math.round(windowMs / 60_000),
      }),
      reservedForImmediate: t.exposeInt("reserved", {
        description:
          "Of `tokensLimit`: what work without hurry leaves to what is urgent.",
      }),
      pausedUntil: t.expose("pausedUntil", {
        type: "DateTime",
        nullable: true,
        description: "ESI told this group to stop until then.",
      }),
    }),
  });

  builder.objectField(LinkedCharacter, "esiBudgets", (t) =>
    t.field({
      type: [EsiBudgetRef],
      description:
        "What ESI still allows in this character's name, group by group.",
      resolve: async ({ characterId }, _, context) =>
        (await context.loaders.load(characterBudgets, characterId, context)) ??
        [],
    }),
  );
  builder.queryField("esiBudgets", (t) =>
    t.field({
      type: [EsiBudgetRef],
      description:
        "What ESI still allows the site itself, for all that needs no login. For admins (FORBIDDEN otherwise).",
      resolve: (_, _args, { app, viewer }) => {
        requireAccount(viewer);
        return app.operations.sharedEsiBudgets(viewer);
      },
    }),
  );
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
