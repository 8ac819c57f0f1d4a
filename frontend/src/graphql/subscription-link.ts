import { ApolloLink, CombinedGraphQLErrors } from "@apollo/client";
import { print } from "graphql";
import type { Client, FormattedExecutionResult } from "graphql-ws";
import { Observable } from "rxjs";
import { eventCursor } from "./resume-cursor.ts";

type Result = FormattedExecutionResult;

/**
 * Sends subscriptions over the WebSocket and resumes each one behind the last event it received.
 *
 * After a reconnect the client sends the same payload object again, so the cursor is kept up to date in its variables;
 * without that, everything that happened while the line was down would be missed.
 */
export function createSubscriptionLink(client: Client): ApolloLink {
  return new ApolloLink((operation) => {
    const variables: Record<string, unknown> = { ...operation.variables };
    const payload = {
      query: print(operation.query),
      operationName: operation.operationName ?? null,
      variables,
    };
    return new Observable((observer) =>
      client.subscribe(payload, {
        next: (result: Result) => {
          const cursor = eventCursor(result.data);
          if (cursor !== undefined) variables["after"] = cursor;
          const { data = null, errors, extensions } = result;
          observer.next({
            data,
            ...(errors && { errors }),
            ...(extensions && { extensions }),
          });
        },
        error: (reason) => observer.error(asError(reason)),
        complete: () => observer.complete(),
      }),
    );
  });
}

function asError(reason: unknown): Error {
  if (reason instanceof Error) return reason;
  if (Array.isArray(reason)) {
    return new CombinedGraphQLErrors({
      errors: reason as NonNullable<Result["errors"]>,
    });
  }
  return new Error("The live connection was closed", { cause: reason });
}
