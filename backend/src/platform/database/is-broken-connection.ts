import { hasCode } from "./has-code.ts";

/** admin_shutdown, crash_shutdown, cannot_connect_now; and Prisma's names for no connection. */
const brokenCodes = new Set<unknown>([
  ...["57P01", "57P02", "57P03"],
  ...["P1001", "P1017", "ConnectionClosed", "DatabaseNotReachable"],
]);

/** Of the error itself only: deeper down they may be about something else that was asked meanwhile. */
const socketCodes = new Set<unknown>(["ECONNREFUSED", "ECONNRESET", "EPIPE"]);

/** pg has no codes for these. */
const pgMessages =
  /^(Connection terminated|Client has encountered a connection error)/;

/** Whether there is no connection to PostgreSQL any more, or none yet. */
export function isBrokenConnection(error: unknown): boolean {
  if (hasCode(error, brokenCodes)) return true;
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return socketCodes.has(code) || pgMessages.test(error.message);
}
