import { findCode } from "./has-code.ts";
import { isBrokenConnection } from "./is-broken-connection.ts";

/** insufficient_resources, object_not_in_prerequisite_state, operator_intervention, system_error; and read_only_sql_transaction. */
const codesOfTheMoment = /^(53|55|57|58)[0-9A-Z]{3}$|^25006$/;

const sentences: ReadonlyMap<string, string> = new Map([
  [
    "53100",
    "The database's disk is full: make room where PostgreSQL has its files",
  ],
  [
    "53200",
    "PostgreSQL has no memory left: give it more, or stop what takes it",
  ],
  [
    "53300",
    "PostgreSQL has no connection left: raise max_connections, or stop what holds them",
  ],
  [
    "25006",
    "The database only lets itself be read: DATABASE_URL has to name one that can be written to",
  ],
]);

/**
 * Why the database is away, or can not do now what it could a moment ago and will be able to again, and what to do about
 * it: a sentence without its full stop. Null for every other error: that is the fault of what was asked.
 */
export function whyNotNow(error: unknown): string | null {
  const code = findCode(error, (one) => codesOfTheMoment.test(one));
  if (code === null)
    return isBrokenConnection(error) ? "The database can not be reached" : null;
  return (
    sentences.get(code) ??
    (isBrokenConnection(error)
      ? "The database is starting or stopping"
      : `The database can not do its work now (SQLSTATE ${code}): PostgreSQL's log says why`)
  );
}
