const noConnection = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Whether no connection came about, so that the request can not have reached ESI. */
export function hasNotConnected(error: unknown): boolean {
  return noConnection.has(codeOf(error) ?? "");
}

/** Why `fetch` failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return codeOf(error) ?? message;
}

function codeOf(error: unknown): string | undefined {
  const cause = (error as { cause?: { code?: unknown } }).cause;
  return typeof cause?.code === "string" ? cause.code : undefined;
}
