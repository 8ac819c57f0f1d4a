import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  GraphQLError,
  type DocumentNode,
  type execute,
  type ExecutionArgs,
  type GraphQLSchema,
  type subscribe,
} from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import type { GraphqlContext } from "../context.ts";
import type { GraphqlServer } from "./create-graphql-server.ts";

export interface WebSocketDeps {
  readonly graphql: GraphqlServer;
  readonly server: Server;
  readonly path: string;
  /** HTTP status to refuse this upgrade with; null to take it. */
  readonly refuse: (request: IncomingMessage) => number | null;
  /** A context for one operation; throws what the client is to be told instead. */
  readonly contextFor: (request: IncomingMessage) => Promise<GraphqlContext>;
  /** What of an error the client gets to see. */
  readonly mask: (error: unknown) => GraphQLError;
  readonly mostOperations?: number;
}

/** What Yoga's plugins made of graphql-js, as far as it is used here; Yoga itself types it as any. */
interface Enveloped {
  readonly schema: GraphQLSchema;
  readonly parse: (query: string) => DocumentNode;
  readonly validate: (
    schema: GraphQLSchema,
    document: DocumentNode,
  ) => readonly GraphQLError[];
  readonly contextFactory: () => Promise<GraphqlContext>;
  readonly execute: typeof execute;
  readonly subscribe: typeof subscribe;
}

/** GraphQL over WebSocket (protocol graphql-transport-ws). Returns how to end it: clients are told to come back. */
export function serveWebSockets(deps: WebSocketDeps): () => Promise<void> {
  const { graphql, server } = deps;
  const mostOperations = deps.mostOperations ?? 20;
  const sockets = new WebSocketServer({
    noServer: true,
    // An operation's document and variables; the limits on both are far below.
    maxPayload: 256 * 1024,
  });

  const protocol = useServer<Record<string, unknown>>(
    {
      connectionInitWaitTimeout: 10_000,
      execute: (args) => (args.rootValue as Enveloped).execute(args),
      subscribe: (args) => (args.rootValue as Enveloped).subscribe(args),
      onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
        if (Object.keys(subscriptions).length > mostOperations)
          return [
            new GraphQLError(
              `A connection carries ${mostOperations} operations at a time; end one first.`,
              { extensions: { code: "TOO_MANY_OPERATIONS" } },
            ),
          ];
        return prepare(extra.request, payload);
      },
    },
    sockets,
  );

  async function prepare(
    request: IncomingMessage,
    payload: {
      query: string;
      operationName?: string | null | undefined;
      variables?: Record<string, unknown> | null | undefined;
    },
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      const context = await deps.contextFor(request);
      const enveloped = graphql.getEnveloped({
        ...context,
        params: payload,
      }) as Enveloped;
      const document = enveloped.parse(payload.query);
      const errors = enveloped.validate(enveloped.schema, document);
      if (errors.length > 0) return errors;
      return {
        schema: enveloped.schema,
        document,
        operationName: payload.operationName,
        variableValues: payload.variables,
        contextValue: await enveloped.contextFactory(),
        rootValue: enveloped,
      };
    } catch (error) {
      return [deps.mask(error)];
    }
  }

  function onUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const path = request.url?.split("?")[0];
    const status = path === deps.path ? deps.refuse(request) : 404;
    if (status !== null) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      sockets.emit("connection", accepted, request);
    });
  }

  server.on("upgrade", onUpgrade);
  return async () => {
    server.off("upgrade", onUpgrade);
    await protocol.dispose();
  };
}
