import { RejectedError } from "@killreport/backend/kernel/index.ts";

/** What to tell the person at the terminal: a sentence when they can do something about it, the whole stack when it is a bug. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof RejectedError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && code in unreachable) {
    return `${unreachable[code] ?? ""} (${error.message || firstMessage(error)}). Is the service of DATABASE_URL, RABBITMQ_URL or REDIS_URL running, and is its address right?`;
  }
  return error.stack ?? error.message;
}

const unreachable: Record<string, string> = {
  ECONNREFUSED: "Nothing answers at an address of the configuration",
  ENOTFOUND: "An address of the configuration is unknown",
  ETIMEDOUT: "An address of the configuration does not answer",
  "28P01": "PostgreSQL refuses the password of DATABASE_URL",
  "3D000": "The database that DATABASE_URL names does not exist",
};

/** Node tries every address of a name, and the error of all of them has no text of its own. */
function firstMessage(error: Error): string {
  const all = error instanceof AggregateError ? error.errors : [];
  const [first] = all as unknown[];
  return first instanceof Error ? first.message : error.name;
}
