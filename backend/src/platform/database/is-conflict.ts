/** serialization_failure, deadlock_detected; P2034 is Prisma's name for the same. */
const conflictCodes = new Set<unknown>(["40001", "40P01", "P2034"]);

/** Whether PostgreSQL ended the transaction because of another one, so that the same work can succeed when run again. */
export function isConflict(error: unknown): boolean {
  // The code sits at another depth for a model query, a raw query and the commit.
  for (let depth = 0, found = error; depth < 6; depth++) {
    if (typeof found !== "object" || found === null) return false;
    const { code, originalCode, cause, meta } = found as Record<
      string,
      unknown
    >;
    if (conflictCodes.has(code) || conflictCodes.has(originalCode)) return true;
    found =
      cause ??
      (meta as { driverAdapterError?: unknown } | undefined)
        ?.driverAdapterError;
  }
  return false;
}
