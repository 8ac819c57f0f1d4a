/** Whether an error of Prisma's or pg's carries one of these codes. */
export function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  return findCode(error, (code) => codes.has(code)) !== null;
}

/** The first such code that an error of Prisma's or pg's carries. It sits at another depth for a model query, a raw query and the commit. */
export function findCode(
  error: unknown,
  isIt: (code: string) => boolean,
): string | null {
  for (let depth = 0, found = error; depth < 6; depth++) {
    if (typeof found !== "object" || found === null) return null;
    const { code, originalCode, kind, cause, meta } = found as Record<
      string,
      unknown
    >;
    for (const name of [code, originalCode, kind])
      if (typeof name === "string" && isIt(name)) return name;
    found =
      cause ??
      (meta as { driverAdapterError?: unknown } | undefined)
        ?.driverAdapterError;
  }
  return null;
}
