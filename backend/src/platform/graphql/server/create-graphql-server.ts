import type { GraphQLError } from "graphql";
import { type GraphQLSchema } from "graphql";
import { createYoga, type YogaServerInstance } from "graphql-yoga";
import type { GraphqlContext } from "../context.ts";
import {
  defaultLimits,
  useLimits,
  type OperationLimits,
} from "./use-limits.ts";

export type GraphqlServer = YogaServerInstance<GraphqlContext, object>;

/** Runs operations over HTTP and, by server-sent events, subscriptions. One operation a request; no page of its own, no cross-origin access. */
export function createGraphqlServer(deps: {
  schema: GraphQLSchema;
  mask: (error: unknown) => GraphQLError;
  limits?: Partial<OperationLimits> | undefined;
}): GraphqlServer {
  return createYoga<GraphqlContext>({
    schema: deps.schema,
    graphqlEndpoint: "/graphql",
    plugins: [useLimits({ ...defaultLimits, ...deps.limits })],
    maskedErrors: { maskError: deps.mask },
    batching: false,
    multipart: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: quiet,
  });
}

/** The error mask logs what is worth it, under the id that the client was told. */
const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
