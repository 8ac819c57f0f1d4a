import { GraphQLError } from "graphql";
import {
  RejectedError,
  UnavailableError,
  type Logger,
} from "../../kernel/index.ts";

/** The request itself is wrong; the text says what to change. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

/** Nobody is logged in and the field is about somebody. */
export function unauthenticated(): GraphQLError {
  return new GraphQLError("Log in first.", {
    extensions: { code: "UNAUTHENTICATED" },
  });
}

export function rateLimited(retryAfterMs: number): GraphQLError {
  return new GraphQLError(
    `Too many requests; go on in ${Math.ceil(retryAfterMs / 1000)} seconds.`,
    { extensions: { code: "RATE_LIMITED", retryAfterMs } },
  );
}

/** A POST that comes with a session must prove that it is not another site's. */
export function csrfRefused(): GraphQLError {
  return new GraphQLError(
    "A POST with a session needs the header x-killreport-csrf: 1.",
    { extensions: { code: "CSRF" } },
  );
}

export function tooManyStreams(most: number): GraphQLError {
  return new GraphQLError(
    `${most} event streams are open already; end one first.`,
    { extensions: { code: "TOO_MANY_OPERATIONS" } },
  );
}

/** What a client gets to see of an error. Bugs are logged under an id, which is all that leaves the house. */
export function createErrorMask(deps: {
  log: Logger;
  newErrorId: () => string;
}): (error: unknown) => GraphQLError {
  return (error) => {
    const cause = rootCause(error);
    if (cause instanceof RejectedError)
      return answer(error, cause.message, { code: cause.code });
    if (cause instanceof UnavailableError)
      return answer(error, cause.message, {
        code: "UNAVAILABLE",
        retryAt: cause.retryAt?.toISOString() ?? null,
      });
    if (cause instanceof GraphQLError) return withCode(error, cause);
    const errorId = deps.newErrorId();
    deps.log.error({ err: cause, errorId }, "a GraphQL request failed");
    return answer(
      error,
      `Something went wrong on our side. Give this number when you report it: ${errorId}`,
      { code: "INTERNAL", errorId },
    );
  };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError)
    cause = cause.originalError;
  return cause;
}

function answer(
  error: unknown,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  if (!(error instanceof GraphQLError))
    return new GraphQLError(message, { extensions });
  const { nodes, source, positions, path } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions,
  });
}

/** graphql-js itself gives no code to variables of the wrong type; everything else that reaches this has one. */
function withCode(error: unknown, cause: GraphQLError): GraphQLError {
  return answer(error, cause.message, {
    code: "BAD_USER_INPUT",
    ...cause.extensions,
  });
}
