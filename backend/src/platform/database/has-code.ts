/** Whether an error of Prisma's or pg's carries one of these codes. It sits at another depth for a model query, a raw query and the commit. */
export function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  for (let depth = 0, found = error; depth < 6; depth++) {
    if (typeof found !== "object" || found === null) return false;
    const { code, originalCode, kind, cause, meta } = found as Record<
      string,
      unknown
    >;
    if ([code, originalCode, kind].some((name) => codes.has(name))) return true;
    found =
      cause ??
      (meta as { driverAdapterError?: unknown } | undefined)
        ?.driverAdapterError;
  }
  return false;
}
