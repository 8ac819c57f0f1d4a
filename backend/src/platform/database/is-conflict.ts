import { hasCode } from "./has-code.ts";

/** serialization_failure, deadlock_detected; P2034 is Prisma's name for the same. */
const conflictCodes = new Set<unknown>(["40001", "40P01", "P2034"]);

/** Whether PostgreSQL ended the transaction because of another one, so that the same work can succeed when run again. */
export function isConflict(error: unknown): boolean {
  return hasCode(error, conflictCodes);
}
