import { hasCode } from "./has-code.ts";

/** disk_full: PostgreSQL could not extend a file. */
const fullCodes = new Set<unknown>(["53100"]);

/** Whether PostgreSQL had no room left to write in. What it had committed stays. */
export function isDiskFull(error: unknown): boolean {
  return hasCode(error, fullCodes);
}
