import { hasCode } from "./has-code.ts";

/**
 * serialization_failure, deadlock_detected; P2034 is Prisma's name for the same. unique_violation of a raw statement:
 * those that can meet a row say what then, so another transaction wrote it between two of ours (see the index
 * killmail_references_one_stored_idx). Of model queries it is P2002, and no conflict.
 */
const conflictCodes = new Set<unknown>(["40001", "40P01", "P2034", "23505"]);
const checkCodes = new Set<unknown>(["23514"]);
const uniqueOfModel = new Set<unknown>(["P2002"]);

/** Whether PostgreSQL ended the transaction because of another one, so that the same work can succeed when run again. */
export function isConflict(error: unknown): boolean {
  if (isPartitionGone(error)) return true;
  return hasCode(error, conflictCodes) && !hasCode(error, uniqueOfModel);
}

/** Its check_violation has no code of its own: the partition of a row was taken out between two statements of ours, the first of which saw it. */
function isPartitionGone(error: unknown): boolean {
  return (
    hasCode(error, checkCodes) &&
    error instanceof Error &&
    error.message.includes("no partition of relation")
  );
}
