import { hasCode } from "./has-code.ts";

/**
 * serialization_failure, deadlock_detected; P2034 is Prisma's name for the same. unique_violation of a raw statement:
 * those that can meet a row say what then, so another transaction wrote it between two of ours (see the index
 * killmail_references_one_stored_idx). Of model queries it is P2002, and no conflict.
 */
const conflictCodes = new Set<unknown>(["40001", "40P01", "P2034", "23505"]);
const uniqueOfModel = new Set<unknown>(["P2002"]);

/** Whether PostgreSQL ended the transaction because of another one, so that the same work can succeed when run again. */
export function isConflict(error: unknown): boolean {
  return hasCode(error, conflictCodes) && !hasCode(error, uniqueOfModel);
}
