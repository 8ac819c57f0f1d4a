import {
  CombinedGraphQLErrors,
  ServerError,
  ServerParseError,
} from "@apollo/client/errors";

/** What went wrong, in a title and one sentence for the pilot. */
export interface ErrorText {
  title: string;
  message: string;
  /** True when logging in again is what helps. */
  needsLogin: boolean;
}

/** Tells an unreachable server, an ended session and a refused request apart. */
export function errorText(error: unknown): ErrorText {
  if (CombinedGraphQLErrors.is(error)) {
    const first = error.errors[0];
    if (first?.extensions?.["code"] === "UNAUTHENTICATED") {
      return {
        title: "You are logged out",
        message: "Your session has ended. Log in again to go on.",
        needsLogin: true,
      };
    }
    return {
      title: "This did not work",
      message: first?.message ?? "The server gave no reason.",
      needsLogin: false,
    };
  }
  if (ServerError.is(error) || ServerParseError.is(error)) {
    return {
      title: "The server has a problem",
      message: `It answered with status ${error.statusCode}. Nothing is lost; try again in a moment.`,
      needsLogin: false,
    };
  }
  return {
    title: "KillReport can not be reached",
    message:
      "Check your connection. Killmails go on being collected in the meantime.",
    needsLogin: false,
  };
}
