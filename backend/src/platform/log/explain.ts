import { RejectedError, UnavailableError } from "../../kernel/index.ts";

/** What to tell the person at the terminal, by every process in the same words: a sentence when they can do something about it, the whole stack when it is a bug. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof RejectedError || error instanceof UnavailableError)
    return error.message;
  const code = (error as NodeJS.ErrnoException).code ?? codeOfText(error);
  const sentence = code === undefined ? undefined : sentences[code];
  if (sentence === undefined) return error.stack ?? error.message;
  return sentence(error.message || firstMessage(error));
}

const away = (what: string) => (reason: string) =>
  `${what} (${reason}). Is the service of DATABASE_URL, RABBITMQ_URL or REDIS_URL running, and is its address right?`;

const refused = (what: string) => (reason: string) =>
  `${what} (${reason}). Correct DATABASE_URL, or the database's side.`;

/** By the codes of Node and PostgreSQL. */
const sentences: Readonly<Partial<Record<string, (reason: string) => string>>> =
  {
    ECONNREFUSED: away("Nothing answers at an address of the configuration"),
    ECONNRESET: away("A connection broke while it was being made"),
    EHOSTUNREACH: away("An address of the configuration can not be reached"),
    ENETUNREACH: away("An address of the configuration can not be reached"),
    ENOTFOUND: away("An address of the configuration is unknown"),
    EAI_AGAIN: away("An address of the configuration is unknown at the moment"),
    ETIMEDOUT: away("An address of the configuration does not answer"),
    "28000": refused("PostgreSQL does not let the user of DATABASE_URL in"),
    "28P01": refused("PostgreSQL refuses the password of DATABASE_URL"),
    "3D000": refused("The database that DATABASE_URL names does not exist"),
    "42501": (reason) =>
      `The user of DATABASE_URL may not do what KillReport needs (${reason}). Make it the owner of the database: ALTER DATABASE name OWNER TO user.`,
    "53300": (reason) =>
      `PostgreSQL has no connection left (${reason}). Raise max_connections, or stop what holds them.`,
    "53100": (reason) =>
      `The disk of PostgreSQL is full (${reason}). Make room there, then start again: what was committed stays.`,
    "57P03": (reason) =>
      `PostgreSQL is starting or stopping (${reason}). Try again in a moment.`,
  };

/** The PostgreSQL client gives none to a connection that ends while it is being made. */
function codeOfText({ message }: Error): string | undefined {
  return message.startsWith("Connection terminated") ? "ECONNRESET" : undefined;
}

/** Node tries every address of a name, and the error of all of them has no text of its own. */
function firstMessage(error: Error): string {
  const all = error instanceof AggregateError ? error.errors : [];
  const [first] = all as unknown[];
  return first instanceof Error ? first.message : error.name;
}
